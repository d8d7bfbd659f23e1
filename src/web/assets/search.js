/** Search as you type: fetches the search page for the current form and replaces the results with its results. */

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
    // A response without results (a missing key, an error) is shown by the browser itself.
    if (found === null) return location.assign(url);
    document.getElementById("results").replaceChildren(...found.childNodes);
    document.title = page.title;
    history.replaceState(null, "", url);
  } catch (error) {
    if (error.name !== "AbortError") location.assign(url);
  }
}
