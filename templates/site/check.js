// Says what a code is, or a PDF, which is read here and sent nowhere. What it says stands in the
// list that the page holds, and that the institute signed. Without it the list of codes stands.
"use strict";
{
  const source = document.getElementById("list");
  const MEGABYTES = 256; // of a file that is read

  const make = (tag, given = {}, ...inside) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(given)) {
      if (value || value === "") element.setAttribute(name, value);
    }
    element.append(...inside.filter(Boolean));
    return element;
  };
  const bytesOf = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const hexOf = (buffer) => [...new Uint8Array(buffer)].map((one) => one.toString(16).padStart(2, "0")).join("");

  if (source) {
    const list = JSON.parse(source.textContent);
    const ours = list.words[list.language];
    const { key, name, signature } = source.dataset;
    const byCode = new Map(list.editions.map((one) => [one.code, one]));
    const byDigest = new Map(list.editions.flatMap((one) => one.files.map((digest) => [digest, one])));
    const byEnd = new Map();
    for (const one of list.editions) {
      const end = one.code.split("-").slice(-2).join("-");
      byEnd.set(end, [...(byEnd.get(end) ?? []), one]);
    }
    const ask = document.getElementById("ask");
    const field = document.getElementById("code");
    const chooser = document.getElementById("file");
    const answers = document.getElementById("answers");
    const busy = document.getElementById("busy");

    // ------------------------------------------------------------------------------------------
    // Whether the list is the one that was signed

    const signed = (async () => {
      if (!key) return "";
      if (!signature) return "unsigned";
      try {
        const half = await crypto.subtle.importKey("raw", bytesOf(key), "Ed25519", false, ["verify"]);
        const data = new TextEncoder().encode(source.textContent);
        return (await crypto.subtle.verify("Ed25519", half, bytesOf(signature), data)) ? "signed" : "forged";
      } catch {
        return "not_checked"; // an old browser, or a page that came without encryption
      }
    })();

    const showSignature = async () => {
      const state = await signed;
      const said = document.getElementById("signed");
      if (state) {
        const text = ours[state].replace("{key}", name).replace("{command}", "minisign -Vm list.json -p ../key.pub");
        said.textContent = text;
        said.classList.add(state);
        said.hidden = false;
      }
      return state !== "forged";
    };

    // ------------------------------------------------------------------------------------------
    // What a code is

    // As it may have been typed from paper: spaces, long dashes, letters for the digits they resemble.
    const tidy = (typed) => {
      const code = typed.trim().toUpperCase().replace(/[\s\u00AD\u2010-\u2015\u2212-]+/g, "-");
      const cut = code.lastIndexOf("-") + 1;
      return code.slice(0, cut) + code.slice(cut).replace(/O/g, "0").replace(/[IL]/g, "1");
    };

    const judgeCode = (typed) => {
      const code = tidy(typed);
      const edition = byCode.get(code);
      if (edition) return { asked: code, edition, state: edition.state };
      const copied = byCode.get(tidy(code.replace(/-[0-9]{3,}-[0-9A-F]{2,}$/, "")));
      if (copied) return { asked: code, edition: copied, state: "UNKNOWN", why: ["ask_copy"] };
      const body = code.slice(0, code.lastIndexOf("-"));
      const near = body && list.editions.find((one) => one.code.slice(0, one.code.lastIndexOf("-")) === body);
      return { asked: code, state: "UNKNOWN", why: ["no_code"], near };
    };

    // ------------------------------------------------------------------------------------------
    // What a file is

    // Codes are looked for by their ends: a pattern for the whole takes hours over hyphens and capitals.
    const findEdition = (text) => {
      for (const match of text.matchAll(/-([0-9]{1,9}-[0-9A-F]{6})(?![0-9A-Z])/g)) {
        for (const one of byEnd.get(match[1]) ?? []) {
          const start = match.index + match[0].length - one.code.length;
          const stands = start >= 0 && text.slice(start, start + one.code.length) === one.code;
          if (stands && !/[0-9A-Z-]/.test(text[start - 1] ?? "")) return one;
        }
      }
      return undefined;
    };

    const judgeText = (text) => {
      const edition = findEdition(text);
      if (edition) {
        const copy = new RegExp(`<rdf:li>${edition.code}-[0-9]{3,12}-[0-9A-F]{2,64}</rdf:li>`).test(text);
        return { edition, state: copy ? "UNKNOWN" : "ALTERED", why: [copy ? "ask_copy" : "altered"] };
      }
      const head = text.slice(0, 1024);
      const why = !text ? "empty"
        : !head.includes("%PDF-") ? "no_pdf"
        : !head.startsWith("%PDF-") || !text.slice(-2048).trimEnd().endsWith("%%EOF") ? "cut"
        : text.includes("<xmpMM:VersionID>redline<") ? "redline"
        : text.includes("<xmpMM:VersionID>draft<") ? "draft"
        : "unknown_file";
      return { state: "UNKNOWN", why: [why] };
    };

    const judgeFile = async (file) => {
      const unknown = (why) => ({ asked: file.name, state: "UNKNOWN", why: [why] });
      if (file.size > MEGABYTES * 1e6) return unknown("too_large");
      if (!globalThis.crypto?.subtle) return unknown("no_digest");
      let data;
      try {
        data = await file.arrayBuffer();
      } catch {
        return unknown("unreadable"); // a folder, or a file that has gone
      }
      const digest = hexOf(await crypto.subtle.digest("SHA-256", data));
      const edition = byDigest.get(digest);
      const answer = edition ? { edition, state: edition.state } : judgeText(new TextDecoder("latin1").decode(data));
      return { asked: file.name, digest, ...answer };
    };

    // ------------------------------------------------------------------------------------------
    // An answer, as it is shown

    const rows = (pairs) =>
      make("dl", {}, ...pairs.flatMap(([label, value, lang]) => [make("dt", { lang }, label), make("dd", { lang }, value)]));

    const showEdition = (one, words) => {
      const lang = one.language;
      const shown = [
        [words.title, make("span", { lang }, one.title)],
        [words.date, one.date],
        [words.code, make("code", {}, one.code)],
      ];
      const parts = [make("h3", {}, words.compare), rows(shown)];
      if (one.figures) parts.push(make("h4", {}, words.figures), rows(one.figures.map((pair) => [...pair, lang])));
      if (one.since) {
        parts.push(make("h3", {}, words.since));
        for (const { head, kind, note } of one.since) {
          parts.push(make("p", {}, make("b", {}, `${head} · ${kind}. `), make("span", { lang }, note)));
        }
      }
      if (one.changes) {
        const lines = one.changes.map(([label, old, now]) =>
          make("li", {}, make("span", { lang }, label), make("span", { class: "values" },
            make("span", { class: "unseen" }, `${words.was} `), make("del", { lang }, old || "–"), " ",
            make("span", { "aria-hidden": "true" }, "→"), " ",
            make("span", { class: "unseen" }, `${words.now} `), make("ins", { lang }, now || "–"))));
        parts.push(make("h4", {}, words.changed), make("ul", { class: "changes" }, ...lines));
      }
      parts.push(make("p", {}, make("a", { href: one.page }, words.all_editions)));
      const [small, large] = one.picture?.files ?? [];
      const picture = small && make("div", { class: "picture" }, make("img", {
        class: "cover", src: small, srcset: `${small} 320w, ${large} 640w`, sizes: "(max-width: 44rem) 60vw, 288px",
        width: "320", height: String(Math.round(320 * one.picture.ratio)), alt: `${words.first_page}: ${one.title}`,
      }));
      return make("div", { class: "edition-said" }, make("div", {}, ...parts), picture);
    };

    const showAnswer = ({ asked, edition, state, why = [], near, digest }) => {
      const words = edition ? list.words[edition.words] : ours;
      const sentences = why.map((one) => words[one].replace("{size}", MEGABYTES));
      if (edition && state !== edition.state) {
        sentences.push(`${words.stands} ${words[`state_${edition.state.toLowerCase()}`].toLowerCase()}.`);
      }
      const head = make("h2", { tabindex: "-1" }, words[`state_${state.toLowerCase()}`]);
      const article = make("article", { class: `answer ${state.toLowerCase()}`, lang: edition?.words ?? list.language },
        make("p", { class: "asked" }, asked), head,
        ...[...sentences, ...(edition?.why ?? [])].map((text) => make("p", { class: "why" }, text)));
      if (near) {
        const [before, after] = words.meant.split("{code}");
        article.append(make("p", { class: "why" }, before, make("a", { href: `#${near.code}` }, near.code), after));
      }
      if (digest) article.append(make("p", { class: "digest" }, `${words.file}: `, make("code", {}, `${digest.slice(0, 12)}…`)));
      if (edition) article.append(showEdition(edition, words));
      return article;
    };

    const show = async (judged) => {
      busy.textContent = ours.reading;
      const believed = await showSignature();
      const told = [];
      if (believed) for (const one of await judged) told.push(showAnswer(one));
      busy.textContent = "";
      answers.replaceChildren(...told);
      told[0]?.querySelector("h2").focus();
      told[0]?.scrollIntoView();
    };

    const inTurn = async (files) => {
      const judged = [];
      for (const file of files) judged.push(await judgeFile(file));
      return judged;
    };

    // ------------------------------------------------------------------------------------------
    // Who asks: the address, the field, a file

    const fromAddress = () => {
      let code = location.hash.slice(1);
      try {
        code = decodeURIComponent(code);
      } catch {
        // it is what it is
      }
      if (code) {
        field.value = code;
        show([judgeCode(code)]);
      }
    };

    // An answer is what `#DPRK-1-8F2C91` leads to now, no longer the line in the list.
    for (const line of document.querySelectorAll(".codes li")) line.removeAttribute("id");
    document.getElementById("all").open = false;
    showSignature().then((believed) => {
      ask.hidden = !believed;
      document.getElementById("all").hidden = !believed;
      if (believed) fromAddress();
    });
    addEventListener("hashchange", fromAddress);
    ask.addEventListener("submit", (event) => {
      event.preventDefault();
      const code = tidy(field.value);
      if (!code) return field.focus();
      if (location.hash === `#${code}`) show([judgeCode(code)]);
      else location.hash = code;
    });
    chooser.addEventListener("change", () => {
      if (chooser.files.length) show(inTurn([...chooser.files]));
      chooser.value = "";
    });
    addEventListener("dragover", (event) => {
      event.preventDefault();
      ask.classList.add("over");
    });
    addEventListener("dragleave", (event) => event.relatedTarget || ask.classList.remove("over"));
    addEventListener("drop", (event) => {
      event.preventDefault();
      ask.classList.remove("over");
      if (event.dataTransfer.files.length) show(inTurn([...event.dataTransfer.files]));
    });
  }
}
