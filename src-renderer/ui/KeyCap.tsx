/** The key that does something, drawn beside its word: on buttons, in fields, in hints. */
export function KeyCap({ name }: { name: string }) {
  return <kbd className="keycap">{name}</kbd>;
}
