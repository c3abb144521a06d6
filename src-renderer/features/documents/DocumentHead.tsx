/** The common head of every document on paper: the body, the title, the number, the date, and the code that tells the paper from the archive.
 *  A document of law: Chinese whatever the language of the screens. */
import { qrText, shortCode } from '#shared/domain/document-code.ts';
import { PRINTED_SHEET } from '../../text/zh/printed.ts';
import { QrCode } from './QrCode.tsx';

interface DocumentHeadProps {
  readonly body: string;
  readonly title: string;
  readonly subtitle?: string | undefined;
  /** Null until it is printed for the first time. */
  readonly number: string | null;
  readonly date: string;
  /** What the QR carries; none on what is not kept yet. */
  readonly code?: { readonly documentId: number; readonly hash: string } | undefined;
  /** 第 n 次打印. */
  readonly ordinal?: number | undefined;
}

export function DocumentHead({ body, title, subtitle, number, date, code, ordinal }: DocumentHeadProps) {
  return (
    <header className="document-head">
      <div className="document-names">
        <p>{body}</p>
        <p className="paper-title">{title}</p>
        {subtitle && <p>{subtitle}</p>}
      </div>
      {code && <QrCode text={qrText(code.documentId, code.hash)} label={shortCode(code.hash)} />}
      <p className="document-number">
        <span>
          {PRINTED_SHEET.number}
          {number ?? PRINTED_SHEET.draft}
        </span>
        {code && (
          <span>
            {PRINTED_SHEET.code}
            {shortCode(code.hash)}
          </span>
        )}
        {ordinal !== undefined && (
          <span>{ordinal > 1 ? PRINTED_SHEET.again(ordinal) : PRINTED_SHEET.first}</span>
        )}
        <span>{date}</span>
      </p>
    </header>
  );
}
