// Fetches pages of this site and takes the part out that is needed; posts forms the same way.

const HEADERS = { "X-Requested-With": "fetch" };

// The element with this id on the page at an address, or null when the page is another one (signed out, gone).
export async function part(address, id) {
  const response = await fetch(address, { headers: HEADERS });
  return response.ok ? pick(await response.text(), id) : null;
}

// Posts a form with the button that was pressed; answers {status, element}.
export async function post(form, submitter, id) {
  const values = new URLSearchParams(new FormData(form));
  values.set("act", submitter?.value || form.dataset.act);
  const response = await fetch(form.action, { method: "POST", body: values, headers: HEADERS });
  return { status: response.status, element: pick(await response.text(), id) };
}

function pick(html, id) {
  const found = new DOMParser().parseFromString(html, "text/html").getElementById(id);
  return found ? document.adoptNode(found) : null;
}

// Gives every id in an element an ending of its own, so that it can stand beside another of its kind.
export function rename(element, ending) {
  for (const named of [element, ...element.querySelectorAll("[id]")]) named.id += ending;
  for (const label of element.querySelectorAll("label[for]")) label.htmlFor += ending;
  for (const field of element.querySelectorAll("[aria-describedby]")) {
    field.setAttribute("aria-describedby", field.getAttribute("aria-describedby") + ending);
  }
  return element;
}
