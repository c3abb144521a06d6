/** Whether a changed file still compiles: the checkout's program is read once, one file of it replaced at a time. */
import { join } from 'node:path';
import ts from 'typescript';

export class TypeChecker {
  private readonly service: ts.LanguageService;
  private readonly changed = new Map<string, { text: string; version: number }>();
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    const read = ts.readConfigFile(join(folder, 'tsconfig.node.json'), (name) => ts.sys.readFile(name));
    const { options, fileNames } = ts.parseJsonConfigFileContent(read.config, ts.sys, folder);
    const { changed } = this;
    this.service = ts.createLanguageService({
      // Read as one program, whichever project a file belongs to.
      getCompilationSettings: () => ({ ...options, composite: false, incremental: false }),
      getScriptFileNames: () => fileNames,
      getScriptVersion: (name) => String(changed.get(name)?.version ?? 0),
      getScriptSnapshot: (name) => {
        const text = changed.get(name)?.text ?? ts.sys.readFile(name);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => folder,
      getDefaultLibFileName: (given) => ts.getDefaultLibFilePath(given),
      fileExists: (name) => ts.sys.fileExists(name),
      readFile: (name) => ts.sys.readFile(name),
      readDirectory: (...given) => ts.sys.readDirectory(...given),
      directoryExists: (name) => ts.sys.directoryExists(name),
      getDirectories: (name) => ts.sys.getDirectories(name),
    });
  }

  /** What the compiler says of the file with this text. Names that nothing uses any more are no fault of the program. */
  faultsOf(file: string, text: string): string[] {
    const name = join(this.folder, file);
    const before = this.changed.get(name)?.version ?? 0;
    this.changed.set(name, { text, version: before + 1 });
    const said = [
      ...this.service.getSyntacticDiagnostics(name),
      ...this.service.getSemanticDiagnostics(name),
    ];
    this.changed.set(name, { text: ts.sys.readFile(name) ?? '', version: before + 2 });
    return said
      .filter(({ code }) => code !== UNUSED)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
  }
}

/** `'x' is declared but its value is never read.` */
const UNUSED = 6133;
