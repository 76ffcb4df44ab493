// A question that the grid asks before it does something.
import React, { useRef } from "react";
import { AlertDialog, Button } from "@radix-ui/themes";

// ``asked`` is what it is about, null while there is nothing to ask.
export function Question({ asked, close, words, title, text, label, color, onYes }) {
  // Its words stay while it closes.
  const last = useRef(null);
  if (asked !== null) last.current = text;
  return (
    <AlertDialog.Root open={asked !== null} onOpenChange={(open) => { if (!open) close(); }}>
      <AlertDialog.Content maxWidth="440px">
        <AlertDialog.Title>{title}</AlertDialog.Title>
        <AlertDialog.Description size="2">{last.current}</AlertDialog.Description>
        <div className="row dialog-actions">
          <AlertDialog.Cancel><Button variant="soft" color="gray">{words.cancel}</Button></AlertDialog.Cancel>
          <AlertDialog.Action><Button color={color} onClick={onYes}>{label}</Button></AlertDialog.Action>
        </div>
      </AlertDialog.Content>
    </AlertDialog.Root>
  );
}
