// Time entries in AG Grid: rows come in blocks over HTTP as one scrolls, never through State.
import React, { useEffect, useMemo, useRef } from "react";
import { AgGridReact } from "ag-grid-react";
import {
  ModuleRegistry, InfiniteRowModelModule, CellStyleModule, ColumnApiModule, RowApiModule, TooltipModule,
  LocaleModule, RenderApiModule, ScrollApiModule, ColumnAutoSizeModule, EventApiModule, RowStyleModule, themeQuartz,
} from "ag-grid-community";

ModuleRegistry.registerModules([
  InfiniteRowModelModule, CellStyleModule, ColumnApiModule, RowApiModule, TooltipModule, LocaleModule,
  RenderApiModule, ScrollApiModule, ColumnAutoSizeModule, EventApiModule, RowStyleModule,
]);

const theme = themeQuartz.withParams({
  accentColor: "var(--accent-9)", backgroundColor: "var(--color-panel-solid)", foregroundColor: "var(--gray-12)",
  borderColor: "var(--gray-5)", headerBackgroundColor: "var(--gray-2)", headerTextColor: "var(--gray-11)",
  rowHoverColor: "var(--gray-3)", oddRowBackgroundColor: "var(--color-panel-solid)", fontFamily: "inherit", fontSize: 13,
  headerFontSize: 12, headerFontWeight: 500, rowHeight: 36, headerHeight: 36, wrapperBorderRadius: 8, spacing: 6,
  browserColorScheme: "inherit", columnBorder: false, wrapperBorder: true,
});

const TIERS = ["operational_s", "non_operational_s", "weekend_s", "holiday_s"];
const SIGNS = ["●", "◐", "▲", "★"];
const clock = (s) => `${Math.floor(s / 3600)}:${String(Math.floor(s / 60) % 60).padStart(2, "0")}`;
const exact = (s) => `${clock(s)}:${String(s % 60).padStart(2, "0")}`;

const isNarrow = () => window.innerWidth < 700;

function kinds(lang, words) {
  const parts = isNarrow() ? { day: "2-digit", month: "2-digit", year: "2-digit" } : { day: "2-digit", month: "short", year: "numeric" };
  const date = new Intl.DateTimeFormat(lang, { ...parts, timeZone: "UTC" });
  const moneys = {};
  const money = (value, currency, digits) => {
    const format = (moneys[currency] ??= new Intl.NumberFormat(lang, { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits }));
    return format.format(value / 10 ** digits);
  };
  return {
    text: {},
    day: { valueFormatter: (p) => (p.value ? date.format(new Date(p.value + "T00:00:00Z")) : "") },
    time: { cellClass: "num", headerClass: "num-head", tooltipValueGetter: (p) => p.data?.zone },
    hours: { cellClass: "num", headerClass: "num-head", valueFormatter: (p) => (p.value == null ? "" : exact(p.value)) },
    money: {
      cellClass: "num", headerClass: "num-head",
      valueFormatter: (p) => (!p.data ? "" : p.data.amount == null ? "—" : money(p.data.amount, p.data.currency, p.data.digits)),
    },
    cost: {
      cellClass: "num", headerClass: "num-head",
      valueFormatter: (p) => (!p.data ? "" : money(p.data.cost, p.data.cost_currency, p.data.cost_digits)),
    },
    yesno: { valueFormatter: (p) => (p.value == null ? "" : p.value ? words.yes : words.no) },
    status: {
      cellRenderer: (p) => (p.value ? <span className={`status status-${p.value}`}>{words[p.value]}</span> : null),
    },
    tiers: {
      tooltipValueGetter: (p) => p.data && TIERS.map((t, i) => (p.data[t] ? `${words[t]} ${exact(p.data[t])}` : "")).filter(Boolean).join(" + "),
      cellRenderer: (p) => p.data ? (
        <span className="tiers">
          {TIERS.map((t, i) => p.data[t] ? (
            <span key={t} className={`tier tier-${i}`} aria-label={words[t]}><i aria-hidden="true">{SIGNS[i]}</i> {exact(p.data[t])}</span>
          ) : null)}
        </span>) : null,
    },
  };
}

export function WorkGrid(props) {
  const { columns, rowsUrl, query = "", lang = "en", words = {}, label = "", onOpen, onFailed } = props;
  const api = useRef(null);
  const latest = useRef({});
  latest.current = { rowsUrl, query, onOpen, onFailed };

  const datasource = useMemo(() => ({
    getRows: async (params) => {
      const { rowsUrl, query, onFailed } = latest.current;
      const url = new URL(rowsUrl + (query ? "?" + query : ""), window.location.origin);
      url.searchParams.set("start", params.startRow);
      url.searchParams.set("end", params.endRow);
      if (params.sortModel.length) {
        url.searchParams.set("sort", params.sortModel[0].colId);
        url.searchParams.set("descending", params.sortModel[0].sort === "desc");
      }
      try {
        const response = await fetch(url, { credentials: "same-origin" });
        if (response.status === 401) { window.location.assign("/login"); return; }
        if (!response.ok) throw new Error(String(response.status));
        const data = await response.json();
        if (query !== latest.current.query) { params.failCallback(); return; }
        params.successCallback(data.rows, data.total);
        if (data.total === 0) api.current?.showNoRowsOverlay(); else api.current?.hideOverlay();
      } catch (e) {
        params.failCallback();
        onFailed?.();
      }
    },
  }), []);

  const first = useRef(true);
  useEffect(() => {
    if (first.current) { first.current = false; return; }
    api.current?.purgeInfiniteCache();
    api.current?.ensureIndexVisible(0, "top");
  }, [query]);

  // What others change is there without a reload; the place that one looks at stays.
  useEffect(() => {
    const refresh = () => api.current?.refreshInfiniteCache();
    window.addEventListener("rxbilling-work", refresh);
    return () => window.removeEventListener("rxbilling-work", refresh);
  }, []);

  const shape = JSON.stringify([columns, words, lang]);
  const definitions = useMemo(() => {
    const known = kinds(lang, words);
    // On a phone only the columns that matter most are there, and nothing is pinned over them.
    const narrow = isNarrow();
    return columns.filter((c) => !narrow || c.phone).map(({ kind, label, field, phone, pinned, ...rest }) => ({
      colId: field, field, headerName: label, ...known[kind], ...rest, ...(narrow ? (phone > 1 ? { width: phone } : { flex: 1 }) : { pinned }),
    }));
  }, [shape]);

  const open = (node) => node?.data && latest.current.onOpen?.(node.data.id);
  return (
    <div className="work-grid" role="region" aria-label={label}>
      <AgGridReact
        theme={theme} columnDefs={definitions}
        defaultColDef={{ sortable: true, resizable: true, minWidth: 70, suppressHeaderMenuButton: true, sortingOrder: ["desc", "asc", null] }}
        rowModelType="infinite" alwaysShowVerticalScroll={true} datasource={datasource} cacheBlockSize={100} maxBlocksInCache={30}
        infiniteInitialRowCount={30} blockLoadDebounceMillis={30} maxConcurrentDatasourceRequests={2}
        getRowId={(p) => String(p.data.id)} tooltipShowDelay={300} suppressCellFocus={false}
        localeText={{ noRowsToShow: words.nothing, loadingOoo: words.loading }}
        onGridReady={(e) => { api.current = e.api; }}
        onRowClicked={(e) => open(e.node)}
        onCellKeyDown={(e) => { if (e.event.key === "Enter") open(e.node); }}
      />
    </div>
  );
}
