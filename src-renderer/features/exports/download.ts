/** Hands a file that the replica made to the person: as a download of the window, which needs no right beyond the page's own. */
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Long enough for the browser to have taken the bytes. */
const KEPT_MS = 60_000;

export function download(fileName: string, contentBase64: string): void {
  const bytes = Uint8Array.from(atob(contentBase64), (sign) => sign.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: XLSX }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
