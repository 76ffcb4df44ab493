// How cells of time entries look, and what they say when one begins to type in them.
import React from "react";

const TIERS = ["operational_s", "non_operational_s", "weekend_s", "holiday_s"];
// Beside a longer number of a bill there is room for the lock alone.
const SHORT = 6;
const SIGNS = ["●", "◐", "▲", "★"];
const pad = (n) => String(n).padStart(2, "0");
const clock = (s) => `${Math.floor(s / 3600)}:${pad(Math.floor(s / 60) % 60)}`;
const exact = (s) => `${clock(s)}:${pad(s % 60)}`;

const Lock = () => (
  <svg className="lock" viewBox="0 0 12 12" width="10" height="10" aria-hidden="true">
    <rect x="2" y="5" width="8" height="6" rx="1.2" fill="currentColor" />
    <path d="M4 5V3.5a2 2 0 0 1 4 0V5" fill="none" stroke="currentColor" strokeWidth="1.4" />
  </svg>);

export const isNarrow = () => window.innerWidth < 700;

// What stands in an editor when it opens: as one would type it.
export function editText(field, row, words) {
  if (field === "worked_s") return row.worked_s % 60 ? exact(row.worked_s) : clock(row.worked_s);
  if (field === "billable") return row.billable ? words.yes : words.no;
  if (field === "tiers") return words[TIERS[row.tier]] ?? "";
  return row[field] ?? "";
}

// What AG Grid says by itself, most of it to who has it read out.
export const textsOf = (words) => ({
  noRowsToShow: words.nothing, loadingOoo: words.loading, ariaSkeletonCellLoading: words.loading,
  ariaSkeletonCellLoadingFailed: words.failed, ariaSortableColumn: words.sort, ariaRowToggleSelection: words.toggle,
  ariaRowSelect: words.select, ariaRowDeselect: words.deselect, ariaHeaderSelection: words.selection,
  ariaChecked: words.checked, ariaUnchecked: words.unchecked, ariaInputEditor: words.editor,
});

export function kinds(lang, words) {
  const parts = isNarrow() ? { day: "2-digit", month: "2-digit", year: "2-digit" } : { day: "2-digit", month: "short", year: "numeric" };
  const date = new Intl.DateTimeFormat(lang, { ...parts, timeZone: "UTC" });
  const moneys = {};
  const money = (value, currency, digits) => {
    const format = (moneys[currency] ??= new Intl.NumberFormat(lang, { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits }));
    return format.format(value / 10 ** digits);
  };
  const number = { cellClass: "num", headerClass: "num-head" };
  return {
    text: {},
    // While the server answers, a cell holds the text that was typed: it is shown as it is.
    day: { tooltipValueGetter: (p) => p.data?.zone, valueFormatter: (p) => (/^\d{4}-\d\d-\d\d$/.test(p.value ?? "") && !isNaN(Date.parse(p.value)) ? date.format(new Date(p.value + "T00:00:00Z")) : p.value ?? "") },
    time: { ...number, tooltipValueGetter: (p) => p.data?.zone },
    hours: { ...number, valueFormatter: (p) => (typeof p.value === "number" ? exact(p.value) : p.value ?? "") },
    money: {
      ...number,
      valueFormatter: (p) => (!p.data ? "" : p.data.amount == null ? "—" : money(p.data.amount, p.data.currency, p.data.digits)),
    },
    cost: { ...number, valueFormatter: (p) => (!p.data ? "" : money(p.data.cost, p.data.cost_currency, p.data.cost_digits)) },
    yesno: { valueFormatter: (p) => (typeof p.value === "number" ? (p.value ? words.yes : words.no) : p.value ?? "") },
    status: {
      tooltipValueGetter: (p) => ({ billed: `${words.billed_by} ${p.data?.reference}`, closed: words.closed, week: words.week })[p.data?.locked] ?? null,
      cellRenderer: (p) => (p.value ? (
        <span className={`status status-${p.value}`}>
          {p.data.locked && p.data.locked !== "own" ? <Lock /> : null}
          <span className={(p.data.reference?.length ?? 0) > SHORT ? "visually-hidden" : ""}>{words[p.value]}{p.data.reference ? " · " : ""}</span>
          {p.data.reference}
        </span>) : null),
    },
    tiers: {
      tooltipValueGetter: (p) => p.data && TIERS.map((t) => (p.data[t] ? `${words[t]} ${exact(p.data[t])}` : "")).filter(Boolean).join(" + "),
      cellRenderer: (p) => p.data ? (
        <span className="tiers">
          {TIERS.map((t, i) => p.data[t] ? (
            <span key={t} className={`tier tier-${i}`}>
              <i aria-hidden="true">{SIGNS[i]}</i><span className="visually-hidden">{words[t]}</span> {exact(p.data[t])}
            </span>
          ) : null)}
        </span>) : null,
    },
  };
}
