/** When a screen cannot be drawn (a bug), the frame stays and this says so: what happened, what is kept, what to do.
 *  React offers this only to classes.                                                                               */
import { Component, type ReactNode } from 'react';
import { t } from '../text/i18n.ts';
import { ActButton } from '../ui/ActButton.tsx';
import { goTo } from '../ui/route.ts';

interface State {
  readonly error: Error | undefined;
}

export class ErrorScreen extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  readonly #leave = (): void => {
    this.setState({ error: undefined });
    goTo({ screen: 'today' });
  };

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className="error-screen" role="alert">
        <h1>{t('ui.error.title')}</h1>
        <p>{t('ui.error.kept')}</p>
        <p>{t('ui.error.todo')}</p>
        <ActButton main onClick={this.#leave}>
          {t('ui.error.reload')}
        </ActButton>
        <details>
          <summary>{t('ui.error.details')}</summary>
          <code>{error.message}</code>
        </details>
      </div>
    );
  }
}
