/** The review screen, used as a reviewer uses it: choose a file in the queue, answer each question, judge. */
import { expect } from '@playwright/test';
import type { DeskWindow } from './window.ts';

/** Opens the file of a person in the queue, when it has come. */
export async function openInQueue(window: DeskWindow, name: string): Promise<void> {
  const item = window.page.getByRole('navigation', { name: '等你审的' }).getByRole('button', { name });
  await item.first().click({ timeout: 45_000 });
  await expect(window.sheet.getByRole('heading', { level: 2, name }).first()).toBeVisible();
}

/** Answers one question of the judgement. */
export async function answer(window: DeskWindow, question: string, word: string): Promise<void> {
  const group = window.page.locator('.judge-question').filter({ hasText: question });
  await group.getByRole('radio', { name: word, exact: true }).check();
}

/** The same answer to every question. */
export async function answerAll(window: DeskWindow, word: string): Promise<void> {
  for (const group of await window.page.locator('.judge-question').all())
    await group.getByRole('radio', { name: word, exact: true }).check();
}
