"""Make what the gallery's briefs hold beside text: a painted photograph, and a workbook."""

from __future__ import annotations

import math
import random
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

GALLERY = Path(__file__).resolve().parent
sys.path[:0] = [str(GALLERY.parents[1] / "tests")]

from support.workbooks import Cell, xlsx  # noqa: E402

SIZE = (1500, 1000)
HORIZON = 430


def paint() -> Image.Image:
    """Paint a harbour in the evening: a sky, hills, water, a quay with cranes, two ferries."""
    chance = random.Random(7)
    width, height = SIZE
    image = Image.new("RGB", SIZE)
    draw = ImageDraw.Draw(image)
    for y in range(HORIZON):
        part = y / HORIZON
        colour = (int(70 + 175 * part), int(95 + 90 * part), int(140 - 10 * part))
        draw.line((0, y, width, y), fill=colour)
    draw.ellipse((1050, 300, 1180, 430), fill=(255, 222, 160))
    for base, colour, steep in ((395, (104, 104, 128), 40), (415, (70, 78, 106), 55)):
        hills = [
            (x, base - steep * (1 + math.sin(x / 130 + base)) * (0.6 + 0.4 * math.sin(x / 47)))
            for x in range(0, width + 10, 10)
        ]
        draw.polygon([(0, HORIZON), *hills, (width, HORIZON)], fill=colour)
    for y in range(HORIZON, height):
        part = (y - HORIZON) / (height - HORIZON)
        draw.line(
            (0, y, width, y),
            fill=(int(190 - 150 * part), int(150 - 80 * part), int(135 - 35 * part)),
        )
    for _ in range(900):  # waves, longer towards the viewer; the sun lies on some of them
        part = chance.random() ** 0.7
        x, y = chance.uniform(0, width), HORIZON + part * (height - HORIZON)
        glow = math.exp(-(((x - 1115) / (60 + 160 * part)) ** 2))
        colour = (int(60 + 190 * glow), int(75 + 130 * glow), int(100 + 40 * glow))
        draw.line((x, y, x + 10 + 70 * part, y), fill=colour, width=1 + int(3 * part))
    draw.polygon([(0, 470), (760, 478), (900, 560), (0, 600)], fill=(52, 48, 56))
    for x, high in ((120, 250), (330, 280), (560, 230)):  # cranes
        for leg in (0, 60):
            draw.line((x + leg, 500, x + 30, 480 - high), fill=(38, 36, 46), width=9)
        draw.line((x - 60, 480 - high, x + 210, 440 - high), fill=(38, 36, 46), width=8)
        draw.line((x + 150, 450 - high, x + 150, 560 - high), fill=(38, 36, 46), width=3)
    for x in range(20, 740, 62):  # containers
        for row in range(chance.randint(1, 3)):
            shade = chance.choice([(122, 62, 48), (58, 84, 104), (112, 104, 84), (80, 98, 78)])
            draw.rectangle((x, 500 - 26 * row, x + 58, 524 - 26 * row), fill=shade)
    for left, top, long in ((930, 600, 330), (420, 740, 620)):  # ferries
        deck = long / 9
        hull = [
            (left, top),
            (left + long, top),
            (left + long * 0.94, top + deck),
            (left + long * 0.05, top + deck),
        ]
        draw.polygon(hull, fill=(28, 34, 48))
        draw.rectangle(
            (left + long * 0.12, top - deck, left + long * 0.86, top), fill=(214, 206, 196)
        )
        draw.rectangle(
            (left + long * 0.25, top - 1.8 * deck, left + long * 0.7, top - deck),
            fill=(190, 182, 174),
        )
        draw.rectangle(
            (left + long * 0.5, top - 2.6 * deck, left + long * 0.58, top - 1.8 * deck),
            fill=(150, 60, 42),
        )
        for window in range(14):
            pane = left + long * (0.15 + window * 0.05)
            draw.rectangle(
                (pane, top - 0.7 * deck, pane + long * 0.025, top - 0.35 * deck),
                fill=(250, 214, 140),
            )
        draw.rectangle((left, top + deck, left + long, top + 1.5 * deck), fill=(44, 52, 68))
    grain = Image.effect_noise(SIZE, 26).convert("RGB")
    return Image.blend(image.filter(ImageFilter.GaussianBlur(1.6)), grain, 0.06)


MONTHS = [*(f"2024-{month:02}" for month in range(6, 13)), "2025-01", "2025-02", "2025-03"]


def _row(*cells: Cell) -> list[Cell]:
    return [*cells]


SHEETS: dict[str, list[list[Cell]]] = {
    "Districts": [
        ["District", "Displaced", "Children", "In camps", "Of the residents"],
        ["Tarn", 54000, 24900, 6480, ("0.41", 1)],
        ["Upper Sarn", 45000, 21600, 10800, ("0.58", 1)],
        ["Ash Valley", 33000, 15200, 4290, ("0.22", 1)],
    ],
    "By month": [
        ["Month", "Tarn", "Upper Sarn", "Ash Valley"],
        *(
            _row(month, *row)
            for month, row in zip(
                MONTHS,
                [
                    (1800, 4200, 1000),
                    (4100, 8600, 2300),
                    (14200, 19500, 6800),
                    (22800, 26100, 12100),
                    (23500, 25400, 12300),
                    (23900, 25000, 12600),
                    (31200, 30800, 17500),
                    (41500, 36900, 24100),
                    (49800, 42200, 29900),
                    (54000, 45000, 33000),
                ],
                strict=True,
            )
        ),
    ],
    "Shelter": [
        ["District", "Relatives", "Rented", "Camp", "Public building"],
        ["Tarn", 38, 41, 12, 9],
        ["Upper Sarn", 47, 14, 24, 15],
        ["Ash Valley", 61, 19, 13, 7],
    ],
    "Rents": [
        ["Month", "Town", "Rent"],
        *(
            _row(month, town, rent)
            for town, rents in (
                ("Tarn", (42, 88)),
                ("Millbrook", (50, 64)),
                ("Ash", (30, 37)),
                ("Karsk", (71, 74)),
            )
            for month, rent in zip((MONTHS[0], MONTHS[-1]), rents, strict=True)
        ),
    ],
    "Needs": [
        ["Need", "Families"],
        ["Rent", 64],
        ["Work", 51],
        ["Fuel", 47],
        ["Food", 39],
        ["School", 33],
        ["Papers", 28],
        ["Medicine", 19],
        ["Tents", 6],
    ],
}


if __name__ == "__main__":
    content = GALLERY / "content"
    paint().save(content / "country" / "harbour.jpg", quality=62, optimize=True)
    (content / "displacement" / "survey.xlsx").write_bytes(xlsx(SHEETS))
