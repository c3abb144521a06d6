/** A chosen, pasted or dropped file as the text that the contract carries. */
const FILE_BYTES_MAX = 20_000_000;
const WORKBOOK_NAME = /\.xlsx$/i;

export type FileRefusal = 'tooLarge' | 'notWorkbook';

/** Why a file is not even read; null when it may be. */
export function refuseFile({ name, size }: { name: string; size: number }): FileRefusal | null {
  if (!WORKBOOK_NAME.test(name)) return 'notWorkbook';
  return size > FILE_BYTES_MAX ? 'tooLarge' : null;
}

/** The file's bytes in base64. */
export function readBase64(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const url = String(reader.result);
      resolve(url.slice(url.indexOf(',') + 1));
    };
    reader.onerror = () => reject(reader.error ?? new Error('file unread'));
    reader.readAsDataURL(file);
  });
}
