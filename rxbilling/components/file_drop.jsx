// A place to drop a file, or to choose one: it travels over HTTP with its progress shown, never through State.
import React, { useRef, useState } from "react";

export function FileDrop({ url, title, hint, sending, label, accept, kind, onSent, onRefused }) {
  const input = useRef(null);
  const [share, setShare] = useState(null);
  const [over, setOver] = useState(false);

  const send = (file) => {
    if (!file) return;
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.onprogress = (e) => setShare(e.lengthComputable ? e.loaded / e.total : 0);
    request.onload = () => {
      setShare(null);
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* not from our routes: the status tells */ }
      if (request.status === 200) onSent?.(answer.token, file.name);
      else onRefused?.(answer.detail || `HTTP ${request.status}`);
    };
    request.onerror = () => { setShare(null); onRefused?.(""); };
    setShare(0);
    request.send(file);
    if (input.current) input.current.value = "";
  };

  return (
    <div
      className={`drop ${kind || ""} ${over ? "drop-over" : ""}`} role="button" tabIndex={0} aria-label={label}
      onClick={() => input.current?.click()}
      onKeyDown={(e) => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); input.current?.click(); } }}
      onDragOver={(e) => { e.preventDefault(); setOver(true); }}
      onDragLeave={() => setOver(false)}
      onDrop={(e) => { e.preventDefault(); setOver(false); send(e.dataTransfer.files[0]); }}
    >
      <input ref={input} type="file" accept={accept} hidden onChange={(e) => send(e.target.files[0])} onClick={(e) => e.stopPropagation()} />
      {share === null ? (<><strong>{title}</strong><span>{hint}</span></>) : (
        <><strong>{sending}</strong>
          <div className="progress" role="progressbar" aria-valuenow={Math.round(share * 100)} aria-valuemin={0} aria-valuemax={100}>
            <div style={{ width: `${share * 100}%` }} />
          </div></>
      )}
    </div>
  );
}
