// The conversation below a story: loads the list when it is reached and the reader's part when she is signed in.
// Without this script every link and form here is a page of its own.

import { attach } from "./counter.js";
import { part, post, rename } from "./fragments.js";

const root = document.getElementById("comments");
const kept = `comment:${root?.dataset.comments}`;
let listAddress = root?.dataset.comments;

const isSignedIn = () => /(?:^|; )reader=1/u.test(document.cookie);

if (root?.dataset.comments) start();
else document.querySelectorAll(".talk-form").forEach(attach);

function start() {
  prepareBox();
  if (!("here" in root.dataset)) whenReached(loadList);
  if (isSignedIn()) loadMine();
  addEventListener("pageshow", (event) => event.persisted && isSignedIn() && loadMine());
  root.addEventListener("click", onClick);
  root.addEventListener("submit", onSubmit);
}

function whenReached(act) {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      act();
    },
    { rootMargin: "600px" },
  );
  observer.observe(root);
}

// Signed out: what is typed survives the sign-in in this tab, which then leads back to this page.
function prepareBox() {
  const box = document.getElementById("comments-box");
  const field = box?.querySelector("textarea");
  if (!field) return;
  const here = `${location.pathname}#comments`;
  for (const next of box.querySelectorAll("input[name=next]")) next.value = here;
  const back = Object.assign(document.createElement("input"), { type: "hidden", name: "back", value: here });
  field.form.append(back);
  field.value = field.value || sessionStorage.getItem(kept) || "";
  field.addEventListener("input", () => sessionStorage.setItem(kept, field.value));
  attach(field.form);
}

async function loadList(address = listAddress) {
  const list = await part(address, "comments-list");
  if (!list) return;
  listAddress = address;
  document.getElementById("comments-list").replaceWith(list);
  for (const number of root.querySelectorAll("[data-number]:not(#comments-list)")) {
    number.textContent = list.dataset.number;
  }
}

async function addMore(link) {
  const list = await part(link.href, "comments-list");
  if (!list) return;
  list.querySelector(".talk-order")?.remove();
  const first = list.querySelector(".comment");
  link.closest(".talk-next").replaceWith(...list.childNodes);
  first?.querySelector("a")?.focus({ preventScroll: true });
}

async function loadMine(text) {
  const mine = await part(root.dataset.mine, "comments-mine");
  if (!mine) return null;
  (document.getElementById("comments-mine") ?? document.getElementById("comments-box"))?.replaceWith(mine);
  const field = mine.querySelector("textarea[name=text]");
  if (field) {
    field.value = text ?? (field.value.trim() ? field.value : sessionStorage.getItem(kept) ?? "");
    field.addEventListener("input", () => sessionStorage.setItem(kept, field.value));
    attach(field.form);
  }
  return mine;
}

function onClick(event) {
  const link = event.target.closest("a");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  if ("more" in link.dataset) {
    event.preventDefault();
    addMore(link);
  } else if ("part" in link.dataset) {
    event.preventDefault();
    loadList(link.href);
  } else if (link.dataset.act && isSignedIn()) {
    event.preventDefault();
    openPanel(link);
  }
}

// What can be done with one comment, below it; a recommendation is sent at once.
async function openPanel(link) {
  const comment = link.closest(".comment");
  const fetched = await part(link.href, "comments-mine");
  if (!fetched) {
    location.assign(link.href);
    return;
  }
  document.querySelector(".comment-panel")?.remove();
  const panel = rename(fetched, "-to");
  panel.classList.add("comment-panel");
  comment.after(panel);
  panel.querySelectorAll(".talk-form").forEach(attach);
  const form = panel.querySelector(`#${link.dataset.act}-to`);
  if (form) keepOnly(panel, form);
  if (link.dataset.act === "recommend" && form?.dataset.act === "recommend") form.requestSubmit();
  else (form ?? panel).querySelector("textarea, input:not([type=hidden]), button")?.focus();
}

// The comment itself stands above the panel, and one act was asked for.
function keepOnly(panel, form) {
  for (const other of panel.querySelectorAll(".talk-quoted, #recommend-to, #reply-to, #report-to")) {
    if (other !== form) other.remove();
  }
}

function onSubmit(event) {
  const form = event.target;
  const panel = form.closest("#comments-mine, .comment-panel");
  if (!panel || !form.dataset.act) return;
  event.preventDefault();
  send(form, event.submitter, panel);
}

async function send(form, submitter, panel, isSecond = false) {
  if (form.getAttribute("aria-busy") === "true") return;
  form.setAttribute("aria-busy", "true");
  try {
    const { status, element } = await post(form, submitter, "comments-mine");
    form.removeAttribute("aria-busy");
    if (status === 403 && !isSecond) await again(form, submitter, panel);
    else if (element) finish(form, panel, element, status);
    else form.submit();
  } catch {
    form.removeAttribute("aria-busy");
    say(panel, root.querySelector("[data-offline]")?.dataset.offline);
  }
}

// The token has changed since (another tab signed in): take a new one, keep the text and its key, send once more.
async function again(form, submitter, panel) {
  const fresh = await part(form.action, "comments-mine");
  const token = fresh?.querySelector("[name=csrfmiddlewaretoken]");
  if (!token) return;
  form.querySelector("[name=csrfmiddlewaretoken]").value = token.value;
  await send(form, submitter, panel, true);
}

function finish(form, panel, element, status) {
  const isPanel = panel.classList.contains("comment-panel");
  const isDone = status < 400;
  if (isDone && form.dataset.act === "say") sessionStorage.removeItem(kept);
  if (isPanel && isDone) {
    const done = element.querySelector(".talk-done");
    panel.replaceChildren(...(done ? [done] : []));
  } else {
    const shown = isPanel ? rename(element, "-to") : element;
    if (isPanel) shown.classList.add("comment-panel");
    panel.replaceWith(shown);
    shown.querySelectorAll(".talk-form").forEach(attach);
  }
  if (isDone) refresh(form, panel);
}

// A recommendation changes one number; anything else the list.
async function refresh(form, panel) {
  const act = form.dataset.act;
  if (act === "report") return;
  const comment = panel.previousElementSibling;
  if (act.endsWith("recommend") && comment?.id) {
    const list = await part(listAddress, "comments-list");
    const fresh = list?.querySelector(`#${comment.id}`);
    if (fresh) comment.replaceWith(fresh);
    return;
  }
  await loadList();
}

function say(panel, sentence) {
  if (!sentence) return;
  const problem = Object.assign(document.createElement("p"), { className: "talk-problem", textContent: sentence });
  problem.setAttribute("role", "alert");
  panel.querySelector(".talk-problem")?.remove();
  panel.prepend(problem);
}
