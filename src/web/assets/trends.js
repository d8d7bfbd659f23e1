/** Draws each table of numbers as a stacked bar chart. The table stays below it, collapsed. */

/** A palette for color-blind readers, on light and dark backgrounds: https://jfly.uni-koeln.de/color/ */
const COLORS = [
  "#0072b2",
  "#e69f00",
  "#009e73",
  "#cc79a7",
  "#56b4e9",
  "#d55e00",
  "#b8a800",
  "#888888",
];
const dark = matchMedia("(prefers-color-scheme: dark)");
const charts = [...document.querySelectorAll("figure[data-chart]")].map(draw);

paint();
dark.addEventListener("change", paint);

function draw(figure) {
  const [head, ...rows] = [...figure.querySelectorAll("tr")].map((row) =>
    [...row.cells].map((cell) => cell.textContent),
  );
  // The first column is the period, the last one the sum.
  const names = head.slice(1, -1);
  figure.querySelector("details").open = false;
  figure.querySelector(".chart").classList.add("drawn");
  return new Chart(figure.querySelector("canvas"), {
    type: "bar",
    data: {
      labels: rows.map(([period]) => period),
      datasets: names.map((label, at) => ({
        label,
        data: rows.map((row) => Number(row[at + 1])),
        backgroundColor: COLORS[at],
      })),
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      scales: { x: { stacked: true }, y: { stacked: true, ticks: { precision: 0 } } },
    },
  });
}

/** Applies the colors of the page. */
function paint() {
  const { color } = getComputedStyle(document.body);
  const { borderBottomColor } = getComputedStyle(document.querySelector("header.site"));
  for (const chart of charts) {
    const { scales } = chart.options;
    chart.options.color = color;
    for (const scale of [scales.x, scales.y]) {
      scale.ticks.color = color;
      scale.grid.color = borderBottomColor;
    }
    chart.update();
  }
}
