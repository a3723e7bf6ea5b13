// Shows a signed-in reader the way to her own page; the bytes of the page are the same for everyone.
const signedIn = /(?:^|;\s*)reader=1(?:;|$)/.test(document.cookie);

if (signedIn) {
  for (const link of document.querySelectorAll("[data-signed-out]")) link.hidden = true;
  for (const link of document.querySelectorAll("[data-signed-in]")) link.hidden = false;
}
