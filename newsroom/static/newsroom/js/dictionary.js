// The dictionary on a story's page: while it is on, a double click, a selection or the word field shows a meaning.
const KEPT = "dictionary";
const LONGEST = 64;
const link = document.querySelector("[data-dictionary]");
const panel = document.getElementById("dictionary-panel");
const words = document.querySelector("[data-words]");

if (link && panel && words) start();

function start() {
  const form = panel.querySelector("form");
  const field = form.elements.q;
  const answer = panel.querySelector("[data-answer]");
  const hint = answer.innerHTML;
  let asked = null;

  const isOn = () => link.getAttribute("aria-pressed") === "true";

  function turn(on) {
    link.setAttribute("aria-pressed", String(on));
    document.body.classList.toggle("dictionary-on", on);
    keep(on);
    if (!on) panel.hidden = true;
  }

  function open() {
    panel.hidden = false;
  }

  function close() {
    asked?.abort();
    panel.hidden = true;
    if (panel.contains(document.activeElement) || document.activeElement === document.body) link.focus();
  }

  async function lookUp(word) {
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    open();
    const query = new URLSearchParams(new FormData(form));
    query.set("q", word);
    try {
      const response = await fetch(`${form.action}?${query}`, { signal });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const meaning = page.getElementById("dictionary-meaning");
      if (!meaning) throw new Error("no meaning in the page");
      answer.replaceChildren(document.adoptNode(meaning));
      answer.scrollTop = 0;
    } catch (error) {
      if (error.name !== "AbortError") answer.textContent = answer.dataset.failed;
    }
  }

  function lookUpSelection() {
    const selection = document.getSelection();
    const word = selection.toString().trim();
    if (!isOn() || !word || word.length > LONGEST || !words.contains(selection.anchorNode)) return;
    if (word === field.value && !panel.hidden) return;
    field.value = word;
    lookUp(word);
  }

  link.setAttribute("role", "button");
  turn(kept());
  link.addEventListener("click", (event) => {
    event.preventDefault();
    turn(!isOn());
    if (!isOn()) return;
    answer.innerHTML = hint;
    open();
    field.focus();
  });
  link.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault();
      link.click();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (field.value.trim()) lookUp(field.value.trim());
  });
  panel.querySelector("[data-close]").addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) close();
  });
  words.addEventListener("dblclick", lookUpSelection);
  words.addEventListener("mouseup", () => setTimeout(lookUpSelection));
  words.addEventListener("touchend", () => setTimeout(lookUpSelection, 300));
  document.addEventListener("keyup", (event) => {
    if (event.shiftKey && event.key.startsWith("Arrow")) lookUpSelection();
  });
}

// A browser may refuse its storage; then the switch lasts as long as the page.
function kept() {
  try {
    return localStorage.getItem(KEPT) === "on";
  } catch {
    return false;
  }
}

function keep(on) {
  try {
    localStorage.setItem(KEPT, on ? "on" : "off");
  } catch {
    // Nothing to do: the page works without it.
  }
}
