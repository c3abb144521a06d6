/** Hands a file that the replica made to the person: as a download of the window, which needs no right beyond the page's own. Exported
 *  lists are .xlsx; a clerk's own roster comes back as the kind of file it was. */
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xlsm: 'application/vnd.ms-excel.sheet.macroenabled.12',
  csv: 'text/csv',
  txt: 'text/plain',
};
/** Long enough for the browser to have taken the bytes. */
const KEPT_MS = 60_000;

export function download(fileName: string, contentBase64: string): void {
  const bytes = Uint8Array.from(atob(contentBase64), (sign) => sign.charCodeAt(0));
  const type = TYPES[fileName.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
