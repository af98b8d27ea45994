// Live search in the list. Without it the list, and the indexes above it, say the same.
"use strict";
{
  const form = document.getElementById("find");
  const cards = [...document.querySelectorAll(".card")];
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  if (form && cards.length > 1) {
    const words = document.getElementById("words");
    const choices = [...form.querySelectorAll("select")];
    const found = document.getElementById("found");
    let texts; // read when somebody asks: a telephone takes a second for 500

    const show = () => {
      texts ??= cards.map((card) => fold(`${card.textContent} ${card.dataset.topic}`));
      const asked = fold(words.value).split(/\s+/).filter(Boolean);
      let seen = 0;
      cards.forEach((card, number) => {
        const fits =
          asked.every((word) => texts[number].includes(word)) &&
          choices.every(({ value, dataset }) => !value || card.dataset[dataset.by].split("|").includes(value));
        card.hidden = !fits;
        seen += fits;
      });
      for (const year of document.querySelectorAll(".year")) {
        year.hidden = !year.querySelector(".card:not([hidden])");
      }
      const all = seen === cards.length;
      found.textContent = all ? "" : seen ? `${seen} ${form.dataset.of} ${cards.length}` : form.dataset.none;
    };

    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", show);
    // A link of an index must not lead to a card that the search hides.
    document.querySelector(".indexes").addEventListener("click", (event) => {
      if (!event.target.closest("a")) return;
      form.reset();
      show();
    });
    if (words.value || choices.some(({ value }) => value)) show(); // the browser has kept what was asked
  }
}
