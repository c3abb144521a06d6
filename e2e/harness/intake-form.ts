/** The intake screen, filled as a clerk fills it: by labels, with Enter choosing in the pickers. */
import { expect, type Locator } from '@playwright/test';
import type { DemoPerson } from '#shared/domain/demo-people.ts';
import { DEMO_VILLAGES } from '#shared/domain/division.ts';
import type { DeskWindow } from './window.ts';

const HOUSEHOLD_WORDS: Readonly<Record<DemoPerson['householdCategory'], string>> = {
  DIBAO: '低保',
  DIBAO_EDGE: '低保边缘',
  LOW_INCOME: '低收入',
  TEKUN: '特困',
  NONE: '无',
};

/** More stops than the form has. */
const STEPS_MAX = 60;

const villageName = ({ hukouVillage }: DemoPerson): string =>
  DEMO_VILLAGES.find(({ code }) => code === hukouVillage)?.name ?? '';

/** What is typed into each field. */
export function textsOf(person: DemoPerson): Readonly<Record<string, string>> {
  return {
    name: person.name,
    idNumber: person.idNumber,
    hukouVillage: villageName(person),
    phone: person.phone,
    certificateNumber: person.certificateNumber,
    certificateExpiresOn: person.certificateExpiresOn?.replaceAll('-', '') ?? '20301231',
    householdCategory: HOUSEHOLD_WORDS[person.householdCategory],
    accountNumber: person.accountNumber,
    bankName: person.bankName,
  };
}

export class IntakeForm {
  readonly #window: DeskWindow;

  constructor(window: DeskWindow) {
    this.#window = window;
  }

  field(name: string): Locator {
    return this.#window.page.locator(`[data-field="${name}"]`);
  }

  /** The control of a field. */
  input(name: string): Locator {
    return this.field(name).locator('input').first();
  }

  async type(name: string, text: string): Promise<void> {
    await this.input(name).fill(text);
    await this.input(name).blur();
  }

  async choose(name: string, word: string): Promise<void> {
    const input = this.input(name);
    await input.click();
    await input.fill(word);
    await this.#window.page.locator(`.ant-select-item-option[title="${word}"]`).first().click();
    await expect(this.field(name)).toContainText(word);
  }

  async tick(label: string): Promise<void> {
    await this.#window.page.getByRole('checkbox', { name: label }).check();
  }

  async fillPerson(person: DemoPerson): Promise<void> {
    await this.type('name', person.name);
    await this.type('idNumber', person.idNumber);
    await this.choose('hukouVillage', villageName(person));
    await this.type('phone', person.phone);
  }

  async fillCertificate(person: DemoPerson): Promise<void> {
    await this.type('certificateNumber', person.certificateNumber);
    if (person.certificateExpiresOn === null) await this.tick('长期有效');
    else await this.type('certificateExpiresOn', person.certificateExpiresOn.replaceAll('-', ''));
  }

  async fillBenefits(person: DemoPerson): Promise<void> {
    await this.tick('困难残疾人生活补贴');
    await this.tick('重度残疾人护理补贴');
    await this.tick('需长期照护');
    await this.choose('householdCategory', HOUSEHOLD_WORDS[person.householdCategory]);
  }

  async fillAccount(person: DemoPerson): Promise<void> {
    await this.type('accountNumber', person.accountNumber);
    await this.type('bankName', person.bankName);
    await this.field('accountKind').getByRole('radio', { name: '社保卡' }).check();
  }

  /** The whole form by keys: Enter goes on, Space ticks, typing and Enter choose. */
  async fillByKeys(person: DemoPerson): Promise<void> {
    const { keyboard } = this.#window.page;
    const texts = textsOf(person);
    // A key that comes before the screen is there goes nowhere.
    await expect(this.#window.page.getByRole('heading', { level: 1, name: '受理' })).toBeFocused();
    await keyboard.press('Enter');
    for (let steps = 0; steps < STEPS_MAX; steps += 1) {
      const stop = await this.#stop();
      if (stop.type === 'checkbox') await keyboard.press('Space');
      else if (stop.type === 'radio') await keyboard.press('ArrowDown').then(() => keyboard.press('ArrowUp'));
      else await keyboard.type(texts[stop.field] ?? '');
      if (stop.field === 'privacyNotice') return;
      await keyboard.press('Enter');
      await expect.poll(() => this.#stop(), `Enter goes on from ${stop.field} ${stop.at}`).not.toEqual(stop);
    }
  }

  /** Where the focus is: field, kind of control, and its place among all. */
  #stop(): Promise<{ field: string; type: string; at: number }> {
    return this.#window.page.evaluate(() => {
      const control = document.activeElement;
      const all = [...document.querySelectorAll('[data-field] input')];
      return {
        field: control?.closest<HTMLElement>('[data-field]')?.dataset['field'] ?? '',
        type: control instanceof HTMLInputElement ? control.type : '',
        at: control ? all.indexOf(control) : -1,
      };
    });
  }

  /** Everything that the checklist asks for was brought, and both declarations are signed. */
  async tickPapers(): Promise<void> {
    for (const box of await this.field('materials').getByRole('checkbox').all()) await box.check();
    await this.tick('本人确认所填属实');
    await this.tick('已告知个人信息怎么用');
  }
}
