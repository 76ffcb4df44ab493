// What the grid asks the server, as the browser's user.
export async function ask(address, options = {}) {
  const { body, ...rest } = options;
  const json = body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  try {
    const answer = await fetch(address, { credentials: "same-origin", ...rest, ...json });
    if (answer.status === 401) window.location.assign("/login");
    const text = await answer.text();
    return { ok: answer.ok, status: answer.status, data: text ? JSON.parse(text) : null };
  } catch (error) {
    return { ok: false, status: 0, data: null, aborted: error.name === "AbortError" };
  }
}

// What the grid has read out stays in the page for those who have it read to them, unless it is taken back.
const unsay = (text) => document.querySelectorAll(".work-grid [aria-live]").forEach((place) => {
  if (place.textContent.trim() === text) place.textContent = "";
});

// Rows in blocks as one scrolls, in the order and under the filter of the moment.
export const rowsOf = (latest, grid) => ({
  getRows: async (params) => {
    const { rowsUrl, query, onFailed, words } = latest.current;
    const url = new URL(rowsUrl + (query ? "?" + query : ""), window.location.origin);
    url.searchParams.set("start", params.startRow);
    url.searchParams.set("end", params.endRow);
    if (params.sortModel.length) {
      url.searchParams.set("sort", params.sortModel[0].colId);
      url.searchParams.set("descending", params.sortModel[0].sort === "desc");
    }
    const answer = await ask(url);
    if (query !== latest.current.query) { params.failCallback(); return; }
    if (!answer.ok) { params.failCallback(); if (answer.status !== 401) onFailed?.(); return; }
    params.successCallback(answer.data.rows, answer.data.total);
    if (answer.data.total === 0) grid.current?.showNoRowsOverlay(); else { grid.current?.hideOverlay(); unsay(words.nothing); }
  },
});
