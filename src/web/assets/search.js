/** Search as you type: the page for what the form holds is asked for, and its results take the place of these. */

const form = document.getElementById("search");
const PAUSE_MS = 150;
let waiting = 0;
let asking = new AbortController();

form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => void ask(), PAUSE_MS);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  void ask();
});

async function ask() {
  asking.abort();
  asking = new AbortController();
  const url = new URL(form.action);
  for (const [name, value] of new FormData(form))
    if (value !== "") url.searchParams.set(name, value);
  try {
    const answer = await fetch(url, { signal: asking.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.getElementById("results");
    // What is no page of ours, a refusal for want of a key or a fault, is shown by the browser itself.
    if (found === null) return location.assign(url);
    document.getElementById("results").replaceChildren(...found.childNodes);
    document.title = page.title;
    history.replaceState(null, "", url);
  } catch (error) {
    if (error.name !== "AbortError") location.assign(url);
  }
}
