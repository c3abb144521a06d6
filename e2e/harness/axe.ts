/** What axe finds on the screen as it stands, a line a finding; empty is the only good answer. */
import AxeBuilder from '@axe-core/playwright';
import type { DeskWindow } from './window.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export async function axeFindings({ page }: DeskWindow): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).setLegacyMode(true).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}
