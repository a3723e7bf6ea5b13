// Keys for the moderators' queue: j and k move, f approves, d opens the reasons, x ticks, t goes to the next queue.
// They can be switched off, and are ignored while something is typed. After a decision the next comment has the focus.
// Without this script all works by its buttons.

const switcher = document.getElementById("queue-keys");
const rows = [...document.querySelectorAll("[data-row]")];
const KEPT = "queue-keys";
const PLACE = "queue-place";
let here = -1;

if (switcher) {
  switcher.hidden = false;
  show(localStorage.getItem(KEPT) !== "off");
  switcher.addEventListener("click", () => {
    const isOn = switcher.getAttribute("aria-pressed") !== "true";
    localStorage.setItem(KEPT, isOn ? "on" : "off");
    show(isOn);
  });
  document.addEventListener("keydown", onKey);
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (row) here = rows.indexOf(row);
  });
  document.addEventListener("submit", (event) => {
    const row = event.submitter?.closest("[data-row]");
    if (row) sessionStorage.setItem(PLACE, rows.indexOf(row));
  });
  const place = sessionStorage.getItem(PLACE);
  sessionStorage.removeItem(PLACE);
  if (place !== null) move(Number(place) - here);
}

function show(isOn) {
  switcher.setAttribute("aria-pressed", String(isOn));
  document.body.classList.toggle("queue-keys-off", !isOn);
}

const ACTS = {
  j: () => move(1),
  k: () => move(-1),
  f: () => rows[here]?.querySelector("[data-key=f]")?.click(),
  d: () => openReasons(rows[here]),
  x: () => rows[here]?.querySelector("[data-tick]")?.click(),
  t: () => nextQueue(),
};

function onKey(event) {
  const isTyping = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  const isOff = switcher.getAttribute("aria-pressed") !== "true";
  if (isOff || isTyping || event.ctrlKey || event.metaKey || event.altKey || !(event.key in ACTS)) return;
  event.preventDefault();
  ACTS[event.key]();
}

function move(step) {
  if (!rows.length) return;
  here = Math.min(Math.max(here + step, 0), rows.length - 1);
  rows[here].focus();
  rows[here].scrollIntoView({ block: "nearest" });
}

function openReasons(row) {
  const reasons = row?.querySelector("[data-reject]");
  if (!reasons) return;
  reasons.open = true;
  reasons.querySelector("select")?.focus();
}

function nextQueue() {
  const tabs = [...document.querySelectorAll(".queue-tabs a")];
  const now = tabs.findIndex((tab) => tab.hasAttribute("aria-current"));
  tabs[(now + 1) % tabs.length]?.click();
}
