/** A file that cannot be a database as it is: only a person can mend that. */
export class FileUnusable extends Error {
  override name = 'FileUnusable';
}

const FOR_A_PERSON = /^(EACCES|EROFS|EEXIST|ENOTDIR|SQLITE_(NOTADB|CORRUPT|CANTOPEN|READONLY|PERM))/;

/** Opens, or makes room for, the file. Throws `FileUnusable` for what is wrong with it; whatever time can mend is thrown as it is. */
export function usable<T>(file: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && FOR_A_PERSON.test(String(error.code)))) throw error;
    throw new FileUnusable(
      `${file} cannot be used (${error.message}): give the user who runs Loopkeeper the file and its folder, restore a copy, or name another file in DATABASE_URL`,
      { cause: error },
    );
  }
}
