/** Bytes as the contract carries them, and as an element shows them. */
import { useEffect, useState } from 'react';

export function bytesOfBase64(contentBase64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(contentBase64), (sign) => sign.charCodeAt(0));
}

export function blobOf(contentBase64: string, mediaType: string): Blob {
  return new Blob([bytesOfBase64(contentBase64)], { type: mediaType });
}

/** An address under which a picture can be shown while its element is there. */
export function useBlobAddress(blob: Blob | undefined): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!blob) return undefined;
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => {
      URL.revokeObjectURL(made);
      setAddress(undefined);
    };
  }, [blob]);
  return address;
}
