// A field in which one types a name freely; names that a route knows are offered while typing.
import React, { useEffect, useId, useRef, useState } from "react";

export function OfferedInput({ inputId, name, url, value, label, placeholder, onNamed }) {
  const list = useId();
  const [text, setText] = useState(value || "");
  const [offers, setOffers] = useState([]);
  const asked = useRef(0);

  useEffect(() => { setText(value || ""); }, [value]);

  const ask = async (part) => {
    const mine = ++asked.current;
    const answer = await fetch(`${url}${url.includes("?") ? "&" : "?"}part=${encodeURIComponent(part)}`, { credentials: "same-origin" });
    const found = answer.ok ? await answer.json() : [];
    if (mine === asked.current) setOffers(found);
  };
  const leave = () => { if (text !== (value || "")) onNamed?.(text); };

  return (
    <>
      <input
        id={inputId || undefined} name={name || undefined} type="text" autoComplete="off" className="plain-input"
        list={list} value={text} placeholder={placeholder} aria-label={label || undefined}
        onFocus={() => ask("")} onChange={(event) => { setText(event.target.value); ask(event.target.value); }}
        onBlur={leave} onKeyDown={(event) => { if (event.key === "Enter" && onNamed) { event.preventDefault(); leave(); } }}
      />
      <datalist id={list}>{offers.map((offer) => <option key={offer} value={offer} />)}</datalist>
    </>
  );
}
