/** Sign-in: a page of its own, never a dialog. The accounts known to this computer are listed and need no network; another
 *  account needs the county once. The answer stands under the button in words.                                      */
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../data/session.ts';
import { sayInstant } from '../../text/dates.ts';
import { Icon } from '../../ui/icon/Icon.tsx';
import { LanguageChoice } from '../../ui/LanguageChoice.tsx';
import { SignInForm } from './SignInForm.tsx';
import './sign-in.css';

export function SignInScreen({ session }: { session: Session }) {
  const { t } = useTranslation();
  const languageLabel = useId();
  return (
    <main className="sign-in">
      <div className="sign-in-sheet">
        <header>
          <span className="product-mark" aria-hidden="true">
            {t('frame.mark')}
          </span>
          <h1>
            {t('frame.product')} · {t('signIn.title')}
          </h1>
        </header>
        {session.closed && (
          <p className="amber-line" role="status">
            <Icon name="lock" />
            <span>
              {t('signIn.closed', {
                who: session.closed.personName,
                time: sayInstant(session.closed.at, session.today),
              })}
            </span>
          </p>
        )}
        <SignInForm known={session.known} />
        <div className="sign-in-language">
          <span id={languageLabel} className="sr">
            {t('signIn.language')}
          </span>
          <LanguageChoice labelledBy={languageLabel} />
        </div>
        <footer className="faint">
          <p>{t(session.known.length > 0 ? 'signIn.offlineHint' : 'signIn.firstHint')}</p>
          <p>
            <Icon name="computer" /> {t('signIn.computer', { name: session.computerName })} ·{' '}
            {t('signIn.server', { url: session.centralUrl })}
          </p>
        </footer>
      </div>
    </main>
  );
}
