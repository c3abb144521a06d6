/** Why two records cannot be one as they stand, and what to do first: the words of the refusal that the act would get. */
import type { DuplicatePage } from '#shared/rpc/duplicate-shapes.ts';
import { sayCode, sayRefusal } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';
import { Icon } from '../../ui/icon/Icon.tsx';

export function Obstacle({ obstacle }: { obstacle: NonNullable<DuplicatePage['obstacle']> }) {
  const words = sayRefusal(obstacle.code);
  const { benefit } = obstacle;
  return (
    <p className="amber-line">
      <Icon name="lock" />
      <span>
        {benefit
          ? t('people.pairs.obstacleOf', { benefit: sayCode('benefit', benefit), words })
          : t('people.pairs.obstacle', { words })}
      </span>
    </p>
  );
}
