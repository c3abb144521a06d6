/** A number of a person, masked. 显示 fetches it (the replica records who looked and why), shows it for 30 seconds and hides
 *  it again, at once when the screen is left. Read aloud as «身份证号，末四位 0427».
 *  Where the role needs a reason, a dialog asks for it first: one of the three dialogs of the product.              */
import { useCallback, useEffect, useState } from 'react';
import { t } from '../text/i18n.ts';
import { ReasonDialog } from './ReasonDialog.tsx';
import { TextLink } from './TextLink.tsx';

const SHOWN_SECONDS = 30;
const TAIL = 4;

interface MaskedNumberProps {
  /** 身份证号, 电话 … */
  readonly label: string;
  readonly masked: string | null;
  /** Fetches the whole number; undefined where this person may not see it. */
  readonly onShow?: (reason: string) => Promise<string | null>;
  /** True: ask for a reason first. False: looking is part of the work, and the reason is recorded as such. */
  readonly asksReason?: boolean;
}

/** Counts down from 30 while something is shown, then hides it. */
function useShownFor(shown: string | null, hide: () => void): number {
  const [left, setLeft] = useState(SHOWN_SECONDS);
  useEffect(() => {
    if (shown === null) return undefined;
    setLeft(SHOWN_SECONDS);
    const timer = setInterval(() => setLeft((seconds) => seconds - 1), 1_000);
    return () => clearInterval(timer);
  }, [shown]);
  useEffect(() => {
    if (shown !== null && left <= 0) hide();
  }, [shown, left, hide]);
  return left;
}

export function MaskedNumber({ label, masked, onShow, asksReason = false }: MaskedNumberProps) {
  const [shown, setShown] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const hide = useCallback(() => setShown(null), []);
  const secondsLeft = useShownFor(shown, hide);

  if (!masked) return <span className="faint">{t('ui.masked.none')}</span>;
  const show = async (reason: string): Promise<void> => {
    setAsking(false);
    try {
      const whole = await onShow?.(reason);
      setFailed(!whole);
      setShown(whole ?? null);
    } catch {
      setFailed(true);
    }
  };
  const ask = (): void => {
    if (asksReason) setAsking(true);
    else void show(t('ui.masked.reasons.check'));
  };
  return (
    <span className="masked-number">
      <span aria-hidden={shown === null}>{shown ?? masked}</span>{' '}
      {shown === null && (
        <span className="sr">{t('ui.masked.ends', { label, tail: masked.slice(-TAIL) })}</span>
      )}
      {onShow && shown === null && <TextLink onClick={ask}>{t('ui.masked.show')}</TextLink>}
      {shown !== null && (
        <>
          <TextLink onClick={hide}>{t('ui.masked.hide')}</TextLink>{' '}
          <span className="faint">{t('ui.masked.secondsLeft', { seconds: secondsLeft })}</span>
        </>
      )}
      {hasFailed && <span className="faint">{t('ui.masked.failed')}</span>}
      {isAsking && (
        <ReasonDialog label={label} onLook={(reason) => void show(reason)} onClose={() => setAsking(false)} />
      )}
    </span>
  );
}
