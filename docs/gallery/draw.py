"""Make what the gallery's briefs hold beside text: painted pictures, and a workbook."""

from __future__ import annotations

import itertools
import math
import random
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

GALLERY = Path(__file__).resolve().parent
sys.path[:0] = [str(GALLERY.parents[1] / "tests")]

from support.workbooks import Cell, xlsx  # noqa: E402

Colour = tuple[int, int, int]
Point = tuple[float, float]

SIZE = (1500, 1000)
COVER = (1800, 1200)
"""The size of a picture that covers the paper from edge to edge: 200 pixels an inch."""
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


SCHOOL = (1800, 1300)
RIVERS = (1740, 1526)
"""The upper 62 % of a page of A4: 200 pixels an inch."""


def _ridge(width: int, base: float, high: float, seed: int, rough: float) -> list[Point]:
    """The upper edge of a chain of hills: waves of four lengths, one upon the other."""
    chance = random.Random(seed)
    waves = [
        (high / (n + 1) ** rough, 2 * math.pi * (n + 1) * 1.7 / width, chance.uniform(0, 7))
        for n in range(7)
    ]
    return [
        (x, base - sum(size * math.sin(x * step + shift) for size, step, shift in waves))
        for x in range(-20, width + 40, 4)
    ]


def _child(draw: ImageDraw.ImageDraw, x: float, y: float, high: float, step: int) -> None:
    """A child on its way to school, seen from the side: its feet at *x* and *y*."""
    dark, unit = (13, 22, 38), high / 10
    draw.ellipse((x - unit * 1.1, y - high, x + unit * 1.1, y - high + unit * 2.3), fill=dark)
    body = [
        (x - unit * 1.0, y - unit * 7.6),
        (x + unit * 0.9, y - unit * 7.6),
        (x + unit * 1.5, y - unit * 3.4),
        (x - unit * 1.4, y - unit * 3.4),
    ]
    draw.polygon(body, fill=dark)
    draw.rounded_rectangle(  # a satchel
        (x - unit * 2.5, y - unit * 7.4, x - unit * 0.7, y - unit * 4.4), unit * 0.7, fill=dark
    )
    for side in (-1, 1):
        foot = x + side * unit * (0.4 + 0.35 * step)
        draw.line(
            (x + side * unit * 0.5, y - unit * 3.6, foot, y), fill=dark, width=int(unit * 1.1)
        )
    draw.line(
        (x + unit * 0.4, y - unit * 7.0, x + unit * (1.5 + 0.4 * step), y - unit * 4.2),
        fill=dark,
        width=int(unit * 0.8),
    )


def paint_school() -> Image.Image:
    """Paint children on a ridge before sunrise, on their way to a school with two lit windows."""
    size = width, height = 2 * SCHOOL[0], 2 * SCHOOL[1]
    image = Image.new("RGB", size)
    draw = ImageDraw.Draw(image)
    stops = (
        (0.0, (21, 46, 84)),
        (0.34, (72, 107, 146)),
        (0.56, (176, 178, 186)),
        (0.68, (240, 205, 168)),
        (1.0, (240, 205, 168)),
    )
    for y in range(height):
        at = y / height
        (low, first), (high, last) = next(
            (one, two) for one, two in itertools.pairwise(stops) if at <= two[0]
        )
        part = (at - low) / (high - low)
        colour = tuple(round(a + (b - a) * part) for a, b in zip(first, last, strict=True))
        draw.line((0, y, width, y), fill=colour)
    glow = Image.new("L", size)
    ImageDraw.Draw(glow).ellipse((1850, 1250, 3050, 2250), fill=120)
    glow = glow.filter(ImageFilter.GaussianBlur(260))
    image.paste((255, 226, 184), (0, 0), glow)
    draw = ImageDraw.Draw(image)
    hills = (
        (1620, 190, 3, 1.1, (165, 172, 188)),
        (1750, 170, 8, 1.0, (138, 153, 178)),
        (1880, 150, 21, 0.95, (112, 133, 165)),
        (2010, 120, 34, 0.9, (86, 112, 150)),
        (2120, 90, 55, 0.9, (62, 91, 134)),
    )
    for base, high, seed, rough, colour in hills:
        edge = _ridge(width, base, high, seed, rough)
        draw.polygon([(0, height), *edge, (width, height)], fill=colour)
    ground = _ridge(width, 2330, 34, 89, 1.2)
    draw.polygon([(0, height), *ground, (width, height)], fill=(13, 22, 38))
    level = dict(ground)

    def foot(x: float) -> float:
        return level[round(x / 4) * 4] + 4

    left, wide, wall = 2760, 470, 190
    floor = max(foot(left), foot(left + wide)) + 10
    dark = (13, 22, 38)
    draw.rectangle((left, floor - wall, left + wide, floor + 60), fill=dark)
    draw.polygon(
        [(left - 36, floor - wall), (left + 60, floor - wall - 105),
         (left + wide - 60, floor - wall - 105), (left + wide + 36, floor - wall)],
        fill=dark,
    )  # fmt: skip
    draw.rectangle((left + 70, floor - wall - 205, left + 126, floor - wall - 80), fill=dark)
    draw.polygon(
        [(left + 56, floor - wall - 200), (left + 98, floor - wall - 270),
         (left + 140, floor - wall - 200)],
        fill=dark,
    )  # fmt: skip
    draw.arc(
        (left + 84, floor - wall - 186, left + 112, floor - wall - 150),
        180,
        360,
        fill=(240, 205, 168),
        width=6,
    )
    for number in range(4):
        pane = left + 50 + number * 104
        lit = (255, 211, 128) if number in (1, 2) else (38, 56, 88)
        draw.rectangle((pane, floor - 130, pane + 62, floor - 52), fill=lit)
        draw.line((pane + 31, floor - 130, pane + 31, floor - 52), fill=dark, width=6)
        draw.line((pane, floor - 91, pane + 62, floor - 91), fill=dark, width=6)
    chance = random.Random(4)
    x = 520.0
    for number in range(13):
        _child(draw, x, foot(x), chance.uniform(130, 190), number % 3)
        x += chance.uniform(110, 205)
    for x in range(60, width, 9):  # grass
        if chance.random() < 0.5:
            top = foot(x) - chance.uniform(6, 26)
            draw.line((x, foot(x) + 6, x + chance.uniform(-8, 8), top), fill=dark, width=3)
    return image.resize(SCHOOL, Image.Resampling.LANCZOS)


def _blend(first: Colour, last: Colour, part: float) -> Colour:
    """The colour so far between two, from 0 to 1."""
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(first, last, strict=True))
    return red, green, blue


def _river(
    head: Point, foot: Point, wide: float, bends: float, swing: float
) -> tuple[list[Point], list[float]]:
    """The middle of a river from the horizon to the viewer, and how wide it is at each point."""
    middle, widths = [], []
    for n in range(161):
        part = n / 160
        depth = part**2.1  # what is far away is close together
        turn = math.sin(bends * math.tau * part**0.62) * swing * (0.06 + depth**0.8)
        x = head[0] + (foot[0] - head[0]) * depth**0.9 + turn
        middle.append((x, head[1] + (foot[1] - head[1]) * depth))
        widths.append(3 + wide * depth)
    return middle, widths


def _bank(middle: list[Point], widths: list[float], part: float = 1.0) -> list[Point]:
    """The outline of a river, or of so much of its width."""
    sides = [part * width / 2 for width in widths]
    left = [(x - side, y) for (x, y), side in zip(middle, sides, strict=True)]
    right = [(x + side, y) for (x, y), side in zip(middle, sides, strict=True)]
    return [*left, *reversed(right)]


def paint_rivers() -> Image.Image:
    """Paint a plain before mountains: one river full, the other a bed of sand with a thread in it."""
    size = width, height = 2 * RIVERS[0], 2 * RIVERS[1]
    image = Image.new("RGB", size)
    draw = ImageDraw.Draw(image)
    horizon = round(0.36 * height)
    for row in range(horizon):
        draw.line((0, row, width, row), fill=_blend((41, 74, 116), (243, 214, 180), row / horizon))
    for base, high, seed, colour in (
        (horizon - 90, 150, 12, (158, 164, 182)),
        (horizon - 40, 110, 27, (118, 134, 162)),
        (horizon + 10, 60, 41, (84, 106, 142)),
    ):
        edge = _ridge(width, base, high, seed, 1.0)
        draw.polygon([(0, horizon + 60), *edge, (width, horizon + 60)], fill=colour)
    for row in range(horizon, height):
        part = (row - horizon) / (height - horizon)
        draw.line((0, row, width, row), fill=_blend((126, 140, 142), (24, 45, 74), part**0.75))
    chance = random.Random(11)
    vanishing = 0.5 * width, horizon - 260
    rows = [horizon + (height - horizon) * (n / 15) ** 2 for n in range(16)]
    for top, low in itertools.pairwise(rows):  # fields, whose sides run to one point
        x = -1.4 * width
        while x < 2.4 * width:
            wide = chance.uniform(0.16, 0.42) * width
            corners = []
            for along, level in ((x, top), (x + wide, top), (x + wide, low), (x, low)):
                share = (level - vanishing[1]) / (height - vanishing[1])
                corners.append((vanishing[0] + (along - vanishing[0]) * share, level))
            part = (low - horizon) / (height - horizon)
            crop = chance.choice(
                ((171, 160, 122), (112, 132, 118), (94, 116, 118), (150, 146, 122))
            )
            colour = _blend(crop, (20, 40, 68), 0.22 + 0.72 * part**0.8)
            if chance.random() < 0.62:
                draw.polygon(corners, fill=colour)
            x += wide
    full = _river((0.40 * width, horizon + 30), (0.16 * width, height + 40), 620, 1.35, 560)
    dry = _river((0.63 * width, horizon + 34), (0.86 * width, height + 40), 600, 1.3, -520)
    for (middle, widths), shore in ((full, (52, 74, 96)), (dry, (104, 92, 78))):
        draw.polygon(_bank(middle, [one * 1.12 + 4 for one in widths]), fill=shore)
    for (middle, widths), near, far in (
        (full, (96, 138, 176), (240, 218, 192)),
        (dry, (176, 150, 112), (222, 200, 170)),
    ):
        for n in range(160):
            piece = _bank(middle[n : n + 2], widths[n : n + 2])
            draw.polygon(piece, fill=_blend(far, near, (n / 160) ** 1.4))
    middle, widths = dry
    for _ in range(420):  # stones and cracks in the sand
        n = int(160 * chance.random() ** 0.5)
        part = (n / 160) ** 2
        x, y = middle[n][0] + chance.uniform(-0.44, 0.44) * widths[n], middle[n][1]
        long = 3 + 46 * part * chance.random()
        thick = 1 + int(5 * part)
        draw.line((x, y, x + long, y + 0.2 * long), fill=(138, 116, 88), width=thick)
    thread = [(x + 0.16 * one * math.sin(n / 9), y) for n, ((x, y), one) in
              enumerate(zip(middle, widths, strict=True))]  # fmt: skip
    draw.polygon(_bank(thread, widths, 0.09), fill=(120, 152, 178))
    middle, widths = full
    for _ in range(260):  # light on the water
        n = int(160 * chance.random() ** 0.6)
        part = (n / 160) ** 2
        x, y = middle[n][0] + chance.uniform(-0.4, 0.4) * widths[n], middle[n][1]
        draw.line((x, y, x + 10 + 90 * part, y), fill=(206, 214, 218), width=1 + int(4 * part))
    return image.resize(RIVERS, Image.Resampling.LANCZOS)


def paint_portrait(
    ground: Colour, skin: Colour, hair: Colour, coat: Colour, long: bool
) -> Image.Image:
    """Paint a head and shoulders in five flat colours."""
    size = 1600
    image = Image.new("RGB", (size, size), ground)
    draw = ImageDraw.Draw(image)
    if long:
        draw.rounded_rectangle((470, 330, 1130, 1120), 300, fill=hair)
    draw.ellipse((190, 1070, 1410, 2300), fill=coat)
    shade = tuple(round(part * 0.86) for part in skin)
    draw.rounded_rectangle((665, 880, 935, 1200), 120, fill=shade)
    draw.ellipse((520, 360, 1080, 1060), fill=skin)
    if long:
        draw.chord((500, 310, 1100, 900), 190, 350, fill=hair)
    else:
        draw.chord((505, 320, 1095, 860), 195, 345, fill=hair)
        draw.rounded_rectangle((600, 780, 1000, 1075), 190, fill=hair)  # a beard
        draw.ellipse((640, 720, 960, 960), fill=skin)
    return image.resize((400, 400), Image.Resampling.LANCZOS)


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
    harbour = paint().resize(COVER)
    harbour.save(content / "country" / "harbour.jpg", quality=62, optimize=True)
    (content / "displacement" / "survey.xlsx").write_bytes(xlsx(SHEETS))
    paint_rivers().save(content / "water" / "rivers.jpg", quality=62, optimize=True)
    paint_school().save(content / "schools" / "ridge.jpg", quality=62, optimize=True)
    portraits = {
        "sele": ((169, 187, 209), (226, 180, 148), (58, 40, 34), (20, 53, 94), True),
        "dray": ((211, 221, 233), (160, 110, 82), (40, 34, 36), (91, 121, 159), False),
    }
    for name, colours in portraits.items():
        paint_portrait(*colours).save(content / "schools" / f"{name}.png", optimize=True)
