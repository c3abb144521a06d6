/** The address of a hub as it is typed: `192.168.1.5` or `192.168.1.5:47900`, in full width too. Pure. */
const SHAPE = /^(\d{1,3}(?:\.\d{1,3}){3})(?::(\d{1,5}))?$/;
/** What a Chinese keyboard writes for a point. */
const FULL_STOP = String.fromCharCode(0x3002);
const BYTE_MAX = 255;

export function readAddress(
  typed: string,
  usualPort: number,
  { from, to }: { readonly from: number; readonly to: number },
): { address: string; port: number } | null {
  const plain = typed.normalize('NFKC').replaceAll(FULL_STOP, '.').replaceAll(/\s/g, '');
  const [, address, said] = SHAPE.exec(plain) ?? [];
  const port = said === undefined ? usualPort : Number(said);
  if (!address || port < from || port > to) return null;
  return address.split('.').every((part) => Number(part) <= BYTE_MAX) ? { address, port } : null;
}
