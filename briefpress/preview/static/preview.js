// Shows the cards of the dashboard, as the server sends them, and changes nothing but what changed.
//
//   news ─► cards, by slug ─► all briefs (./), or one on one paper (briefs/dprk/letter)
//
// A page is a picture. A new one takes the place of the old one only when it is there and decoded,
// so that nothing ever blinks; the boxes keep their size, so that nothing moves.

// Every address begins with a secret, as that of this script does: only who was told it may look.
const root = new URL("./", import.meta.url).pathname;
const $ = (id) => document.getElementById(id);
const cards = new Map();
const WIDEST = 4800; // as in preview.py
const MOST = 3; // problems on a card; the brief's own page has them all
const many = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// ------------------------------------------------------------------------------------------------
// A sheet: a box of the size of a page, and the picture in it

class Sheet {
  constructor() {
    this.box = make("div", { class: "sheet", role: "group" });
    this.near = false;
    this.marks = [];
    this.asked = this.shown = this.flashing = "";
    this.box.sheet = this;
    sizes.observe(this.box);
    nearness.observe(this.box);
  }

  // Show page *number* of *print*, or keep what is there where it is the same.
  set(slug, print, number, alt) {
    const [width, height] = print.sheets[number - 1];
    this.ratio = height / width;
    this.address = `${root}pages/${encodeURIComponent(slug)}/${print.paper}/${print.name}/${number}.png`;
    this.alt = alt;
    this.box.setAttribute("aria-label", alt);
    this.box.style.aspectRatio = `${width} / ${height}`;
    const picture = this.box.querySelector("img");
    if (picture) picture.alt = alt;
    if (print.changed?.includes(number) && this.told && this.told !== print.name) {
      this.told = print.name;
      if (this.shown.startsWith(this.address)) this.flash();
      else this.flashing = this.address;
    } else if (print.changed || !this.told) {
      this.told = print.name;
    }
    this.draw();
  }

  // Ask for a picture as sharp as the screen is now, unless it is there or on its way.
  async draw() {
    const wide = this.box.clientWidth * devicePixelRatio * (window.visualViewport?.scale ?? 1);
    if (!this.near || !this.address || !wide) return;
    const asked = `${this.address}?width=${Math.min(Math.ceil(wide), WIDEST)}`;
    if (asked === this.asked) return;
    this.asked = asked;
    const picture = make("img", { alt: this.alt, src: asked, draggable: "false" });
    try {
      await picture.decode();
    } catch {
      // It has been printed anew meanwhile, and the news of it is on its way.
      if (this.asked === asked) this.asked = "";
      return;
    }
    if (this.asked !== asked) return;
    picture.alt = this.alt;
    this.box.replaceChildren(picture, ...this.marks);
    this.shown = asked;
    if (this.flashing && asked.startsWith(this.flashing)) this.flash();
  }

  // Lay *marks* over the page, in place of those that are there.
  mark(marks) {
    for (const one of this.marks) one.remove();
    this.marks = marks;
    this.box.append(...marks);
  }

  flash() {
    this.flashing = "";
    this.box.classList.remove("flash");
    void this.box.offsetWidth; // so that it begins anew
    this.box.classList.add("flash");
  }

  remove() {
    sizes.unobserve(this.box);
    nearness.unobserve(this.box);
    this.box.remove();
  }
}

let waiting = 0;
function redrawSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    for (const box of document.querySelectorAll(".sheet")) box.sheet?.draw();
  }, 100);
}
const sizes = new ResizeObserver((seen) => {
  for (const { target } of seen) {
    if (target.sheet.shown) redrawSoon();
    else target.sheet.draw();
  }
});
const nearness = new IntersectionObserver(
  (seen) => {
    for (const { target, isIntersecting } of seen) {
      target.sheet.near = isIntersecting;
      target.sheet.draw();
    }
  },
  { rootMargin: "100%" },
);
addEventListener("resize", () => {
  fit();
  redrawSoon();
});
window.visualViewport?.addEventListener("resize", redrawSoon);

// ------------------------------------------------------------------------------------------------
// Where we are

let here = { slug: null, paper: null };

function read(path) {
  const [word, slug, paper] = path.slice(root.length).split("/").map(decodeURIComponent);
  return word === "briefs" && slug ? { slug, paper: paper ?? null } : { slug: null, paper: null };
}

const link = (slug, paper) =>
  `${root}briefs/${encodeURIComponent(slug)}${paper ? `/${paper}` : ""}`;

function go(address, { replace = false } = {}) {
  history[replace ? "replaceState" : "pushState"](null, "", address);
  arrive();
}

function arrive() {
  const before = here;
  here = read(location.pathname);
  const point = before.slug === here.slug ? centre() : null;
  if (before.slug !== here.slug) {
    for (const box of [...$("pages").children]) box.sheet.remove();
    $("pages").scrollTo(0, 0);
    $("news").textContent = "";
  }
  show();
  if (point) goTo(point);
  if (before.slug === here.slug) return;
  if (here.slug !== null) $("pages").focus({ preventScroll: true });
  else (document.querySelector(`[data-slug="${CSS.escape(before.slug ?? "")}"] a`) ?? $("name")).focus();
}

addEventListener("popstate", arrive);
addEventListener("click", (event) => {
  const target = event.target.closest("a[href]");
  const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
  if (target && plain && !target.target && target.origin === location.origin) {
    event.preventDefault();
    go(target.href);
  }
});

// ------------------------------------------------------------------------------------------------
// Showing

function wordsOf(card) {
  const print = card.prints[0];
  const count = card.problems.length;
  const errors = card.problems.filter((one) => one.severity === "error").length;
  return {
    waiting: "waiting",
    building: "building…",
    errors: `${many(errors, "error")}${print ? (card.old ? "; these are the pages from before" : `, draft of ${pagesOf(card)}`) : ""}`,
    held: "not built: the house has an error",
    gone: "no longer in content/; these are its last pages",
    current: `${print ? pagesOf(card) : "current"}${
      count ? `, ${many(count, "warning")}` : ""
    }${print?.standing ? `, ${print.standing}` : ""}`,
  }[card.state];
}

// `2 pages`; where the papers differ, `A4 2 · Letter 3 pages`.
function pagesOf({ prints }) {
  const numbers = prints.map((one) => one.sheets.length);
  if (same(numbers)) return many(numbers[0], "page");
  const each = prints.map((one, index) => `${one.label} ${numbers[index]}`);
  return `${each.join(" · ")} ${numbers.at(-1) === 1 ? "page" : "pages"}`;
}

const same = (numbers) => numbers.every((one) => one === numbers[0]);

function problem({ severity, place, message, hint }) {
  const item = make("li", { class: `problem ${severity}` });
  item.append(make("span", { class: "place" }, `${place}:`), " ");
  item.append(make("b", {}, severity), ": ", ...marked(message));
  if (hint) item.append(make("div", { class: "hint" }, ...marked(hint)));
  return item;
}

// Words in backticks are code.
function marked(text) {
  return text.split("`").map((part, index) => (index % 2 ? make("code", {}, part) : part));
}

function show() {
  const one = here.slug !== null;
  const card = one ? cards.get(here.slug) : null;
  $("back").hidden = !one;
  $("tools").hidden = !card?.prints.length;
  $("cards").hidden = one;
  $("pages").hidden = !card?.prints.length;
  if (one) showBrief(card);
  else showAll();
  showProblems(card);
  showRemarks(card);
}

function showAll() {
  const shown = [...cards.values()]
    .filter((card) => card.slug && card.state !== "gone")
    .sort((a, b) => (a.slug < b.slug ? -1 : 1));
  const failed = shown.filter((card) => card.state === "errors").length;
  const busy = shown.filter((card) => card.state === "building" || card.state === "waiting").length;
  $("name").textContent = "Briefs";
  $("state").dataset.state = failed ? "errors" : busy ? "building" : "current";
  $("state").textContent = failed
    ? `${failed} of ${shown.length} with errors`
    : busy ? `${busy} of ${shown.length} to be built` : many(shown.length, "brief");
  document.title = failed ? `${failed} with errors – Briefs` : "Briefs";
  $("nothing").hidden = !connected || shown.length > 0;
  $("nothing").textContent =
    `There is no brief yet: ${program} new mali --title "…" starts one.`;
  const list = $("cards");
  const old = new Map([...list.children].map((item) => [item.dataset.slug, item]));
  shown.forEach((card, index) => {
    const item = old.get(card.slug) ?? cardItem(card.slug);
    old.delete(card.slug);
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
    fillCard(item, card);
  });
  for (const item of old.values()) {
    item.sheet?.remove();
    item.remove();
  }
}

function cardItem(slug) {
  const item = make("li", { class: "card", "data-slug": slug });
  item.append(
    make("a", { href: link(slug) },
      make("div", { class: "sheet none" }),
      make("h2", {}, slug),
      make("p", { class: "title" }),
      make("p", { class: "state" })),
    make("ul", { class: "found", "aria-label": `Problems of ${slug}` }),
  );
  return item;
}

function fillCard(item, card) {
  const print = card.prints[0];
  if (print && !item.sheet) {
    item.sheet = new Sheet();
    item.sheet.box.setAttribute("role", "presentation");
    item.querySelector(".sheet").replaceWith(item.sheet.box);
  }
  if (print) {
    item.sheet.set(card.slug, print, 1, "");
    item.sheet.box.removeAttribute("aria-label");
  }
  item.querySelector(".title").textContent = card.title;
  const state = item.querySelector(".state");
  state.dataset.state = card.state;
  const papers = card.prints.map((one) => one.label).join(", ");
  const named = !papers || !same(card.prints.map((one) => one.sheets.length));
  state.textContent = wordsOf(card) + (card.state === "current" && !named ? ` · ${papers}` : "");
  const found = item.querySelector(".found");
  const rest = card.problems.length - MOST;
  found.replaceChildren(...card.problems.slice(0, MOST).map(problem));
  if (rest > 0) found.append(make("li", { class: "problem" }, `and ${rest} more`));
  found.hidden = !card.problems.length;
}

function showBrief(card) {
  $("name").textContent = here.slug;
  $("nothing").hidden = !connected || card?.prints.length > 0;
  $("nothing").textContent = card ? "Not printed yet." : `There is no brief ${here.slug}.`;
  const said = card ? wordsOf(card) : "";
  $("state").dataset.state = card?.state ?? "";
  const titled = card?.title && card.state === "current";
  $("state").replaceChildren(said, ...(titled ? [make("span", { class: "title" }, ` · ${card.title}`)] : []));
  $("state").title = $("state").textContent;
  const bad = card && card.state !== "current" && card.state !== "building" && card.state !== "waiting";
  document.title = bad ? `${said.split(";")[0]} – ${here.slug}` : here.slug;
  $("pages").classList.toggle("stale", Boolean(bad && (card.state !== "errors" || card.old)));
  if (!card?.prints.length) return;
  const print = card.prints.find((one) => one.paper === here.paper) ?? card.prints[0];
  showPapers(card, print);
  $("pdf").href = `${root}${print.file}`;
  const label = print.label;
  $("pages").setAttribute("aria-label", `Pages of ${card.slug} on ${label}`);
  const boxes = $("pages").children;
  const number = print.sheets.length;
  while (boxes.length > number) boxes[number].sheet.remove();
  while (boxes.length < number) {
    const sheet = new Sheet();
    sheet.box.tabIndex = -1;
    $("pages").append(sheet.box);
  }
  fit(print);
  [...boxes].forEach(({ sheet }, index) => {
    if (sheet.paper !== print.paper) sheet.told = ""; // another paper is no change
    sheet.paper = print.paper;
    const over = print.budget && index === print.budget;
    sheet.box.classList.toggle("over", Boolean(over));
    sheet.box.dataset.over = over ? `over the budget of ${many(print.budget, "page")}` : "";
    sheet.set(card.slug, print, index + 1,
      `Page ${index + 1} of ${number}${over ? `, ${sheet.box.dataset.over}` : ""}`);
  });
}

function showPapers(card, print) {
  const wanted = card.prints.map((one) => one.paper).join();
  const list = $("papers");
  if (list.dataset.papers !== wanted + card.slug) {
    list.dataset.papers = wanted + card.slug;
    list.replaceChildren(...card.prints.map(({ paper, label }, index) =>
      make("a", { href: link(card.slug, index ? paper : ""), "data-paper": paper }, label)));
  }
  for (const item of list.children) {
    if (item.dataset.paper === print.paper) item.setAttribute("aria-current", "page");
    else item.removeAttribute("aria-current");
  }
}

function showProblems(card) {
  const found = [...(cards.get("")?.problems ?? []), ...(card?.problems ?? [])];
  const errors = found.filter((one) => one.severity === "error").length;
  const warnings = found.length - errors;
  const panel = $("problems");
  const key = JSON.stringify(found);
  if (panel.dataset.key === key && panel.dataset.of === String(here.slug)) return;
  const same = panel.dataset.of === String(here.slug);
  panel.dataset.key = key;
  panel.dataset.of = String(here.slug);
  const hadErrors = same && panel.classList.contains("errors");
  panel.hidden = !found.length;
  panel.classList.toggle("errors", errors > 0);
  if (errors && !hadErrors) panel.open = true;
  if (!errors && (hadErrors || !same)) panel.open = false;
  $("count").textContent = [
    errors ? many(errors, "error") : "", warnings ? many(warnings, "warning") : "",
  ].filter(Boolean).join(", ");
  $("list").replaceChildren(...found.map(problem));
  makeRoom();
}

function showRemarks(card) {
  const found = card?.remarks ?? [];
  const panel = $("remarks");
  const paper = (card?.prints.find((one) => one.paper === here.paper) ?? card?.prints[0])?.paper;
  const key = JSON.stringify([here.slug, paper, $("pages").children.length, found]);
  if (panel.dataset.key === key) return;
  panel.dataset.key = key;
  panel.hidden = !found.length;
  const open = found.filter((one) => !one.answer).length;
  $("remark-count").textContent = `${many(found.length, "remark")}, ${open || "none"} open`;
  $("remark-list").replaceChildren(...found.map(remark));
  [...$("pages").children].forEach(({ sheet }, index) => {
    const lines = []; // heights at which a mark stands: two on one line stand side by side
    sheet.mark(found.flatMap((one, number) => marksOf(one, number, paper, index + 1, lines)));
  });
}

// A stroke before the words of a remark, and beside their line, in the margin, where it hides no
// letter, its number, which leads to what was said.
function marksOf({ marks, by, said, answer }, number, paper, page, lines) {
  const place = marks[paper];
  if (place?.page !== page) return [];
  const beside = lines.filter((top) => Math.abs(top - place.top) < place.height).length;
  lines.push(place.top);
  const label = `Remark ${number + 1}, ${by}: ${said}`;
  const mark = make("button", { class: answer ? "mark" : "mark open", "aria-label": label, title: label }, String(number + 1));
  mark.style.top = `${(place.top + place.height / 2) * 100}%`;
  mark.style.marginLeft = `${beside * 22}px`;
  const stroke = make("i", { class: answer ? "at" : "at open" });
  stroke.style.left = `${place.left * 100}%`;
  stroke.style.top = `${place.top * 100}%`;
  stroke.style.height = `${place.height * 100}%`;
  mark.addEventListener("click", () => {
    $("remarks").open = true;
    const item = $("remark-list").children[number];
    item.focus();
    item.scrollIntoView({ block: "nearest" });
  });
  return [stroke, mark];
}

// What a reviewer said, or did, where that stands, what was replied, and what the editor answered.
function remark({ place, by, said, replies, answer, why }, number) {
  const item = make("li", { class: answer ? "remark" : "remark open", tabindex: "-1" });
  item.append(make("span", { class: "number" }, String(number + 1)), make("span", { class: "place" }, `${place}:`), " ", make("b", {}, by), ": ", said);
  for (const one of replies) {
    item.append(make("div", { class: "reply" }, make("b", {}, one.by), ": ", one.says));
  }
  if (answer) item.append(make("div", { class: "hint" }, why ? `${answer}: ${why}` : answer));
  return item;
}

// What lies under the problems can be scrolled out from under them.
function makeRoom() {
  const high = $("problems").hidden ? 0 : $("problems").offsetHeight + 16;
  $("pages").style.setProperty("--under", `${high}px`);
}
$("problems").addEventListener("toggle", makeRoom);

// ------------------------------------------------------------------------------------------------
// Zoom: null is fit to the window; else how large a page is, 1 as on paper

const kept = {
  get: (name) => { try { return localStorage.getItem(name); } catch { return null; } },
  set: (name, value) => { try { localStorage.setItem(name, value); } catch { /* not kept, then */ } },
};
let zoom = Number(kept.get("zoom")) || null;
let scale = 1;
const PIXELS = 96 / 72; // of CSS, a point
const NARROWEST = 420; // pixels: below it, side by side is too small to read

function fit(print = printHere()) {
  if (!print) return;
  const style = getComputedStyle($("pages"));
  const gap = parseFloat(style.columnGap);
  const wide = $("pages").clientWidth - 2 * parseFloat(style.paddingLeft);
  const paper = Math.max(...print.sheets.map(([width]) => width)) * PIXELS;
  const most = Math.floor((wide + gap) / (NARROWEST + gap));
  const columns = Math.max(1, Math.min(print.sheets.length, most));
  scale = zoom ?? Math.min(1.6, (wide - (columns - 1) * gap) / columns / paper);
  print.sheets.forEach(([width], index) => {
    const box = $("pages").children[index];
    if (box) box.style.width = `${Math.floor(width * PIXELS * scale * 100) / 100}px`;
  });
  const percent = `${Math.round(scale * 100)} %`;
  $("scale").textContent = percent;
  $("scale").setAttribute("aria-label", `${percent}${zoom ? "" : ", fits the window"}; fit to the window`);
}

function printHere() {
  const card = cards.get(here.slug);
  return card?.prints.find((one) => one.paper === here.paper) ?? card?.prints[0];
}

// The point of the pages that is in the middle of the screen, and how to bring it there again.
function centre() {
  const view = $("pages").getBoundingClientRect();
  const x = view.left + view.width / 2;
  const y = view.top + view.height / 2;
  let best = null;
  [...$("pages").children].forEach((box, index) => {
    const { left, top, right, bottom, width, height } = box.getBoundingClientRect();
    const away = Math.hypot(Math.max(left - x, x - right, 0), Math.max(top - y, y - bottom, 0));
    if (!best || away < best.away) {
      best = { away, index, x: (x - left) / width, y: (y - top) / height };
    }
  });
  return best;
}

function goTo(point) {
  const box = $("pages").children[point.index];
  if (!box) return;
  const view = $("pages").getBoundingClientRect();
  const { left, top, width, height } = box.getBoundingClientRect();
  $("pages").scrollBy(
    left + point.x * width - view.left - view.width / 2,
    top + point.y * height - view.top - view.height / 2,
  );
}

function setZoom(value) {
  const point = centre();
  zoom = value && Math.min(3, Math.max(0.25, value));
  kept.set("zoom", zoom ?? "");
  fit();
  if (point) goTo(point);
  $("news").textContent = $("scale").textContent;
}

// ------------------------------------------------------------------------------------------------
// Keys and buttons

const doing = {
  larger: () => setZoom(scale * 1.25),
  smaller: () => setZoom(scale / 1.25),
  fit: () => setZoom(null),
  help: () => $("keys").showModal(),
  dim: () => {
    const bright = document.body.classList.toggle("bright");
    $("dim").setAttribute("aria-pressed", String(!bright));
    kept.set("bright", bright ? "yes" : "");
  },
};
if (kept.get("bright")) doing.dim();
addEventListener("click", (event) => doing[event.target.closest("[data-do]")?.dataset.do]?.());

function step(by) {
  const boxes = [...$("pages").children];
  const view = $("pages").getBoundingClientRect();
  let at = boxes.indexOf(document.activeElement);
  if (at < 0) {
    at = boxes.findIndex((box) => box.getBoundingClientRect().bottom > view.top + view.height / 3);
    if (by > 0) at -= 1;
  }
  const box = boxes[Math.min(Math.max(at + by, 0), boxes.length - 1)];
  box?.focus({ preventScroll: true });
  box?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function stepCard(key) {
  const links = [...document.querySelectorAll(".card a")];
  const at = links.indexOf(document.activeElement);
  const tops = links.map((item) => Math.round(item.getBoundingClientRect().top));
  const across = Math.max(1, tops.filter((top) => top === tops[0]).length);
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -across, ArrowDown: across }[key];
  links[at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
}

function nextPaper() {
  const papers = [...$("papers").children];
  const at = papers.findIndex((item) => item.hasAttribute("aria-current"));
  papers[(at + 1) % papers.length]?.click();
}

// Until a key is pressed nobody has to see where the keys would go.
addEventListener("keydown", ({ key, ctrlKey, metaKey, altKey }) => {
  const shortcut = ctrlKey || metaKey || altKey;
  if (!shortcut && key !== "Shift") document.body.classList.add("keys");
}, { capture: true });
addEventListener("pointerdown", () => document.body.classList.remove("keys"), { capture: true });

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("keys").open) return;
  const { key } = event;
  const sideways = $("pages").scrollWidth > $("pages").clientWidth + 1;
  if (key === "?") doing.help();
  else if (here.slug === null && key.startsWith("Arrow")) stepCard(key);
  else if (here.slug === null) return;
  else if (key === "+" || key === "=") doing.larger();
  else if (key === "-") doing.smaller();
  else if (key === "0") doing.fit();
  else if (key === "p" || key === "P") nextPaper();
  else if (key === "Escape") go(root);
  else if (key === "ArrowRight" && !sideways) step(1);
  else if (key === "ArrowLeft" && !sideways) step(-1);
  else return;
  event.preventDefault();
});

// ------------------------------------------------------------------------------------------------
// News

let connected = false;
let line = null;
let patience = 0;
let program = "briefpress"; // as hints name it: what was called

function listen() {
  line?.close();
  line = new EventSource(`${root}news`);
  line.onopen = () => {
    clearTimeout(patience);
    $("lost").hidden = true;
  };
  line.onmessage = (event) => hear(JSON.parse(event.data));
  line.onerror = () => {
    clearTimeout(patience);
    patience = setTimeout(() => {
      $("lost").textContent = `briefpress has stopped: ${program} watch starts it again`;
      $("lost").hidden = false;
    }, 1500);
  };
}

function hear(news) {
  const first = !connected;
  connected = true;
  program = news.program;
  if (news.whole) cards.clear();
  for (const card of news.cards) cards.set(card.slug, card);
  show();
  if (first && here.slug !== null) $("pages").focus({ preventScroll: true });
  if (news.whole) return;
  for (const { slug, said } of news.cards) {
    // That nothing changed is worth a word only to whoever looks at it.
    if (said && (slug === here.slug || !said.includes(", nothing changed"))) say(said);
  }
}

// Of many briefs that follow a change of the house, only a sum is read aloud.
let sentences = [];
let speaking = 0;
function say(sentence) {
  sentences.push(sentence);
  clearTimeout(speaking);
  speaking = setTimeout(() => {
    const mine = sentences.filter((one) => one.startsWith(`${here.slug}: `));
    const failed = sentences.filter((one) => /: \d+ errors?\b/.test(one));
    const few = sentences.length <= 3 ? sentences : [...new Set([...mine, ...failed])].slice(0, 3);
    const rest = sentences.length - few.length;
    $("news").textContent = [...few, rest ? `${many(rest, "other brief")} rebuilt` : ""]
      .filter(Boolean).join(". ");
    sentences = [];
  }, 200);
}

// A browser has six lines to one server; a page that nobody sees gives its line back.
let asleep = 0;
addEventListener("visibilitychange", () => {
  clearTimeout(asleep);
  if (document.visibilityState === "hidden") {
    asleep = setTimeout(() => {
      line.close();
      line = null;
    }, 20000);
  } else if (!line) {
    listen();
  }
});

arrive();
listen();
