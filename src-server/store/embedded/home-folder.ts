/** Home folder: where the cluster of a data folder lies, and who may use it.
 *
 *  Usually the home is the data folder itself: `<data>/cluster` belongs to the service user, everything beside it to us. But
 *  root's clone often lies below a folder of mode 0700, and there the service user cannot even reach its own cluster. Opening
 *  foreign folders is not ours to do, so the home then lies in `/var/lib/sumu/clusters`, and the two point at each other:
 *  HF1 the data folder names its home (`cluster-is-elsewhere.json`), and once named it stays, also when modes change later.
 *  HF2 the home names its data folder (`belongs-to.json`): a data folder that was moved takes its home along, one that was
 *  copied is refused, because two folders would write one database.
 *  HF3 a home's name carries a hash of the data folder's path for people who look, and a chance part: a data folder that was
 *  deleted and made again starts empty instead of finding old cases. What it leaves behind is named, never deleted.
 *  HF4 the claim on the data folder comes before everything else; a home elsewhere is claimed too.                       */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { EmbeddedFault, systemCodeOf } from './fault.ts';
import { claimFolder, type OwnerClaim } from './owner-claim.ts';
import { canEnter, type ServiceUser } from './service-user.ts';

const stateFolder = '/var/lib/sumu/clusters';
const pointerName = 'cluster-is-elsewhere.json';
const ownerName = 'belongs-to.json';
const hashDigits = 12;

export interface HomeFolder {
  /** The data folder, with every link resolved. */
  readonly dataFolder: string;
  /** Where cluster and socket lie. */
  readonly folder: string;
  release(): void;
}

function unusable(words: string): EmbeddedFault {
  return new EmbeddedFault('embedded/folder-unusable', words);
}

function readFolderName(path: string, key: string): string | undefined {
  if (!existsSync(path)) return undefined;
  const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const value =
    content && typeof content === 'object' ? (content as Record<string, unknown>)[key] : undefined;
  if (typeof value !== 'string') throw unusable(`${path} cannot be understood`);
  return value;
}

function makeDataFolder(path: string, user: ServiceUser): string {
  try {
    const made = mkdirSync(path, { recursive: true, mode: 0o755 });
    // Others may pass through to their own cluster, but not list what lies here.
    if (made) chmodSync(path, user.isOther ? 0o711 : 0o700);
    return realpathSync(path);
  } catch (error) {
    throw unusable(`the data folder ${path} cannot be made (${systemCodeOf(error) ?? String(error)})`);
  }
}

function checkOwner(folder: string, user: ServiceUser): void {
  const stat = statSync(folder);
  if (stat.uid !== process.getuid?.() && stat.uid !== user.uid) {
    throw unusable(
      `the data folder ${folder} belongs to another user (number ${stat.uid}); start as that user`,
    );
  }
  if (user.isOther && stat.mode & 0o002) {
    throw unusable(
      `everybody may write into the data folder ${folder}; take that right away first (chmod o-w)`,
    );
  }
}

function checkCluster(folder: string, user: ServiceUser): void {
  const owner = statSync(join(folder, 'cluster')).uid;
  if (owner === user.uid) return;
  throw unusable(`the database in ${folder} belongs to user number ${owner}; start as the user who made it`);
}

/** The home that a data folder points to, after both sides were asked (HF1, HF2). */
function followPointer(dataFolder: string, folder: string): string {
  const owner = existsSync(folder) ? readFolderName(join(folder, ownerName), 'dataFolder') : undefined;
  if (owner === undefined) {
    throw unusable(`the database of ${dataFolder} should lie in ${folder}, and is not there`);
  }
  if (owner === dataFolder) return folder;
  if (existsSync(owner) && readFolderName(join(owner, pointerName), 'folder') === folder) {
    throw new EmbeddedFault(
      'embedded/folder-copied',
      `${dataFolder} is a copy of ${owner}, and both point to the one database in ${folder}; ` +
        `to start empty delete ${join(dataFolder, pointerName)}`,
    );
  }
  writeFileSync(join(folder, ownerName), `${JSON.stringify({ dataFolder })}\n`, { mode: 0o600 });
  return folder;
}

/** Makes a home in the state folder and lets both sides know of each other (HF3). */
function makeElsewhere(dataFolder: string, note: (line: string) => void): string {
  const key = createHash('sha256').update(dataFolder).digest('hex').slice(0, hashDigits);
  try {
    mkdirSync(stateFolder, { recursive: true, mode: 0o755 });
    for (const name of readdirSync(stateFolder).filter((each) => each.startsWith(`${key}-`))) {
      note(
        `an earlier database of ${dataFolder} is still in ${join(stateFolder, name)}; it is not used any more`,
      );
    }
    const folder = mkdtempSync(join(stateFolder, `${key}-`));
    chmodSync(folder, 0o711);
    writeFileSync(join(folder, ownerName), `${JSON.stringify({ dataFolder })}\n`, { mode: 0o600 });
    writeFileSync(join(dataFolder, pointerName), `${JSON.stringify({ folder })}\n`, { mode: 0o600 });
    note(`PostgreSQL's user cannot reach ${dataFolder}; its database lies in ${folder}`);
    return folder;
  } catch (error) {
    const reason = systemCodeOf(error) ?? String(error);
    throw unusable(
      `PostgreSQL's user cannot reach ${dataFolder}, nor can ${stateFolder} be used (${reason})`,
    );
  }
}

async function chooseHome(
  dataFolder: string,
  user: ServiceUser,
  note: (line: string) => void,
): Promise<string> {
  const named = readFolderName(join(dataFolder, pointerName), 'folder');
  if (named !== undefined) return followPointer(dataFolder, named);
  const hasCluster = existsSync(join(dataFolder, 'cluster'));
  if (hasCluster) checkCluster(dataFolder, user);
  if (await canEnter(user, dataFolder)) return dataFolder;
  if (hasCluster) {
    throw unusable(
      `PostgreSQL's user can no longer enter ${dataFolder}, where its database lies; let it pass (chmod o+x)`,
    );
  }
  if (!user.isOther) throw unusable(`the data folder ${dataFolder} cannot be entered`);
  return makeElsewhere(dataFolder, note);
}

/** Claims a data folder (made when missing) and finds its home. Throws EmbeddedFault; then nothing is held. */
export async function openHome(
  path: string,
  user: ServiceUser,
  note: (line: string) => void,
): Promise<HomeFolder> {
  const dataFolder = makeDataFolder(resolve(path), user);
  checkOwner(dataFolder, user);
  const claims: OwnerClaim[] = [await claimFolder(dataFolder)];
  const release = (): void => {
    for (const claim of claims.reverse()) claim.release();
  };
  try {
    const folder = await chooseHome(dataFolder, user, note);
    if (folder !== dataFolder) claims.push(await claimFolder(folder));
    return { dataFolder, folder, release };
  } catch (error) {
    release();
    throw error;
  }
}
