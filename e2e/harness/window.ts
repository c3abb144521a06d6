/** A window of a desk, used as a clerk uses it: by its words, its keys and its fields. Playwright's browser context is the window.
 *  WI1 everything that the window complains of — console errors, breaches of the content policy, errors of the page — is kept and
 *  handed over at the end.                                                                                               */
import { type Browser, type BrowserContext, expect, type Locator, type Page } from '@playwright/test';
import { PASSWORD } from './processes.ts';

function noteBreaches(): void {
  document.addEventListener(
    'securitypolicyviolation',
    ({ violatedDirective, blockedURI, sourceFile, lineNumber }) =>
      console.error(`content policy: ${violatedDirective} ${blockedURI} ${sourceFile}:${lineNumber}`),
  );
}

/** What a browser says when the process behind the page is gone; no fault of the page. */
const LINE_WORDS = /WebSocket connection to|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|503/;

export class DeskWindow {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #complaints: string[] = [];
  #expectsBrokenLine = false;
  #fileToChoose: string | undefined;

  constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.page = page;
    page.on('console', (message) => {
      if (message.type() === 'error') this.#complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.#complaints.push(error.stack ?? error.message));
    // Listening from the start: Playwright takes the chooser over only from some moment after the first listener.
    page.on('filechooser', (chooser) => {
      if (this.#fileToChoose !== undefined) void chooser.setFiles(this.#fileToChoose);
    });
  }

  /** From here on the desk may die under this window. */
  expectBrokenLine(): void {
    this.#expectsBrokenLine = true;
  }

  get complaints(): readonly string[] {
    return this.#expectsBrokenLine
      ? this.#complaints.filter((words) => !LINE_WORDS.test(words))
      : this.#complaints;
  }

  async close(): Promise<readonly string[]> {
    await this.#context.close();
    return this.complaints;
  }

  /** Goes to the address of a desk that was started again. */
  async reopen(deskUrl: string): Promise<void> {
    await this.page.goto('about:blank');
    await this.page.goto(deskUrl);
  }

  /** The file that is chosen when the window next asks for one. */
  willChoose(path: string): void {
    this.#fileToChoose = path;
  }

  get nav(): Locator {
    return this.page.getByRole('navigation', { name: '办事台' });
  }

  get status(): Locator {
    return this.page.locator('.status-bar');
  }

  get sheet(): Locator {
    return this.page.getByRole('main');
  }

  /** Signs in at the screen; `name` chooses one of the people known here. */
  async signIn(who: { readonly account: string } | { readonly name: string }): Promise<void> {
    if ('account' in who) {
      const other = this.page.getByRole('radio', { name: '换一个账号' });
      await expect(this.page.getByLabel('密码')).toBeVisible();
      if (await other.isVisible()) await other.check();
      await this.page.getByLabel('账号', { exact: true }).fill(who.account);
    } else {
      await this.page.getByRole('radio', { name: who.name }).check();
    }
    await this.page.getByLabel('密码').fill(PASSWORD);
    await this.page.keyboard.press('F9');
    await expect(this.nav).toBeVisible();
  }

  /** Alt and the digit that the navigation shows beside the word. */
  async goTo(word: string): Promise<void> {
    const item = this.nav.getByRole('button', { name: word });
    const key = await item.locator('.nav-key').textContent();
    const digit = key?.at(-1) ?? '';
    await this.page.keyboard.press(digit === '-' ? 'Alt+Minus' : `Alt+Digit${digit}`);
    await expect(item).toHaveAttribute('aria-current', 'page');
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** Finds a person by the search field and opens the case. */
  async openCase(name: string, text: string = name): Promise<void> {
    await this.press('F3');
    await this.page.getByRole('searchbox', { name: '找人' }).fill(text);
    await this.press('Enter');
    await this.sheet.getByRole('row').filter({ hasText: name }).first().dblclick();
    await expect(this.page.getByRole('heading', { level: 1, name })).toBeVisible();
  }

  /** On the case page: corrects the phone number, as stated by the person on a day. */
  async correctPhone(phone: string, statedOn: string): Promise<void> {
    await this.sheet.getByRole('button', { name: /更正\s*电话/ }).click();
    const form = this.sheet.getByRole('region', { name: '更正电话' });
    await form.getByLabel('电话', { exact: true }).fill(phone);
    await form.getByLabel('本人哪天说的').fill(statedOn);
    await this.press('F9');
    await expect(form).toBeHidden();
  }

  /** On the case page: corrects the account that the money goes to. */
  async correctAccount(accountNumber: string, bankName: string): Promise<void> {
    await this.sheet.getByRole('button', { name: /更正\s*账户/ }).click();
    const form = this.sheet.getByRole('region', { name: '更正账户' });
    await form.getByLabel('账号').fill(accountNumber);
    await form.getByLabel('开户行').fill(bankName);
    await this.press('F9');
    await expect(form).toBeHidden();
  }
}

/** Opens a window on a desk. */
export async function openWindow(browser: Browser, deskUrl: string): Promise<DeskWindow> {
  const context = await browser.newContext();
  await context.addInitScript(noteBreaches);
  const window = new DeskWindow(context, await context.newPage());
  await window.page.goto(deskUrl);
  return window;
}
