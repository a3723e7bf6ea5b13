// Counts a comment's letters while it is typed, by the same rules as comments/text.py; tests/vectors.json holds both.

const BLANK = " \\n\\u00a0\\u00ad\\u115f\\u1160\\u1680\\u2000-\\u200b\\u2028\\u2029\\u202f\\u205f\\u2060\\u2800\\u3000\\u3164\\ufeff\\uffa0";
const ENDS = new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, "gu");
// eslint-disable-next-line no-control-regex
const UNWANTED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/gu;
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;
const NEAR = 20; // letters left from which the rest is said aloud

const segmenter = "Segmenter" in Intl ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : null;

export function tidy(raw) {
  const lines = raw.replace(/\r\n?/gu, "\n").replace(/\t/gu, " ");
  const plain = lines.replace(UNWANTED, "").normalize("NFC").replace(ENDS, "").replace(/\n{3,}/gu, "\n\n");
  return SEEN.test(plain) ? plain : "";
}

export function count(raw) {
  let letters = 0;
  for (const _letter of segmenter.segment(tidy(raw))) letters += 1;
  return letters;
}

// Keeps a form's counter right; near the limit it also says what is left, politely.
export function attach(form) {
  const field = form.querySelector("textarea[data-limit]");
  const shown = form.querySelector("[data-count]");
  if (!segmenter || !field || !shown) return;
  const said = form.querySelector("[data-left]");
  const limit = Number(field.dataset.limit);

  const show = () => {
    const letters = count(field.value);
    const left = limit - letters;
    shown.textContent = `${letters}/${limit}`;
    shown.classList.toggle("talk-count-over", left < 0);
    if (said) said.textContent = sentence(said, left);
  };
  field.addEventListener("input", show);
  show();
}

function sentence(said, left) {
  if (left > NEAR) return "";
  return left < 0 ? `${said.dataset.over} ${-left}` : `${said.dataset.left} ${left}`;
}
