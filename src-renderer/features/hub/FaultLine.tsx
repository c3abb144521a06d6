/** What is wrong with the way by the hub, as it is found out in the background: said, and the focus stays where the hand is. */
import { sayRefusal } from '../../text/codes.ts';
import { Icon } from '../../ui/icon/Icon.tsx';

export function FaultLine({ code }: { code: string | null | undefined }) {
  return (
    <div role="status">
      {code && (
        <p className="amber-line">
          <Icon name="alert" />
          <span>{sayRefusal(code)}</span>
        </p>
      )}
    </div>
  );
}
