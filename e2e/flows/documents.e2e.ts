/** 不通过告知书: refused, printed, printed again under a count, and told from its code at another desk of the office. */
import { expect, test } from '../harness/county.ts';
import { issue, syncNow, waitUntilSynced } from '../harness/desk-line.ts';
import { applicationArgs, fitsBoth, named, newPerson } from '../harness/people.ts';

test('不通过告知书：打印、第 2 次打印、拿编号和校验码一核就知道真假', async ({ bench }) => {
  test.setTimeout(180_000);
  const clerkDesk = await bench.desk({ as: 'naren' });
  const clerk = await bench.line(clerkDesk);
  const reviewerDesk = await bench.desk({ as: 'wangjianguo' });
  const reviewer = await bench.line(reviewerDesk);
  await waitUntilSynced(clerk);
  await waitUntilSynced(reviewer);
  const person = named('萨仁格日乐', newPerson(fitsBoth));
  const [applicationId = 0] = await issue(clerk, 'application.submit', applicationArgs(person, 'ACCEPT'));
  await syncNow(clerk);
  await syncNow(reviewer);
  const file = await reviewer.desk.review.file({ applicationId });
  const refusal = { judged: file?.judged, reasonCode: 'FACTS_UNTRUE', words: '入户看到的和申报的不一样' };
  await issue(reviewer, 'review.refusePreliminary', { applicationId, ...refusal });
  await syncNow(reviewer);
  await syncNow(clerk);

  const window = await bench.window(clerkDesk);
  const { page, sheet } = window;
  await page.evaluate(() => {
    globalThis.print = () =>
      void (document.documentElement.dataset.prints = `${Number(document.documentElement.dataset.prints ?? 0) + 1}`);
  });
  const prints = (): Promise<string | null> => page.locator('html').getAttribute('data-prints');
  await window.openCase(person.name);
  // Two computers' clocks differ: which of the two notices stands first is no matter here.
  const notice = sheet.locator('.documents-due li').filter({ hasText: '不通过告知书' }).last();
  await notice.getByRole('button', { name: '打印' }).click();
  const paper = page.locator('article.document');
  await expect(paper).toContainText('核实的情况与申报不符');
  await expect(paper).toContainText('入户看到的和申报的不一样');
  await expect(paper.locator('.document-qr')).toHaveCount(0);
  await window.press('Control+p');
  await expect(paper).toContainText('第 1 次打印');
  await expect.poll(prints).toBe('1');
  await window.press('Control+p');
  await expect(paper).toContainText('第 2 次打印，原件仍有效');
  await expect.poll(prints).toBe('2');
  await page.screenshot({ path: 'test-results/refusal-notice.png', fullPage: true });

  const head = (await paper.locator('.document-number').textContent()) ?? '';
  const number = /编号：([\d-]+)/.exec(head)?.[1] ?? '';
  const signs = /校验码：([0-9A-F-]+)/.exec(head)?.[1] ?? '';
  await window.press('Escape');
  await expect(sheet).toContainText('2 次');

  await test.step('同一个苏木的另一台电脑上核对', async () => {
    await syncNow(clerk);
    await syncNow(reviewer);
    const other = await bench.window(reviewerDesk);
    await other.openCase(person.name);
    const check = async (code: string, words: string): Promise<void> => {
      await other.page.getByLabel('核对文书').fill(code);
      await other.press('Enter');
      await expect(other.sheet.getByRole('status').filter({ hasText: words })).toBeVisible();
    };
    await check(`${number} ${signs}`, '与存档一致');
    await check(`${number} 0000-0000-0000`, '与存档不一致');
    const { document: found } = await reviewer.desk.documents.find({ text: `${number} ${signs}` });
    const kept = await reviewer.desk.documents.open({ documentId: found?.documentId ?? 0 });
    expect(kept).toMatchObject({ number, prints: 2, archive: 'whole' });
    expect(kept?.hash.toUpperCase().startsWith(signs.replaceAll('-', ''))).toBe(true);
    await check(`SUMU1:${kept?.documentId}:${kept?.hash.toUpperCase()}`, '与存档一致');
  });
});
