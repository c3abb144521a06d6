/** What can go wrong with the embedded PostgreSQL, as one kind of error whose words a person at a county office can act on.
 *  The code is for programs and tests; the message is what main.ts prints.                                                */
export type EmbeddedFaultCode =
  | 'embedded/no-binaries'
  | 'embedded/no-user'
  | 'embedded/folder-unusable'
  | 'embedded/folder-in-use'
  | 'embedded/folder-copied'
  | 'embedded/other-version'
  | 'embedded/init-failed'
  | 'embedded/start-failed'
  | 'embedded/stop-failed';

export class EmbeddedFault extends Error {
  readonly code: EmbeddedFaultCode;

  constructor(code: EmbeddedFaultCode, message: string) {
    super(message);
    this.name = 'EmbeddedFault';
    this.code = code;
  }
}

/** The code of a system error (ENOENT, EEXIST …), if it is one. */
export function systemCodeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
