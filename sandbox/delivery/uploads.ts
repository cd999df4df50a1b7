import type { Limits } from '../limits.ts';
import { fillFile } from '../workspace/files.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** The addresses to which the bytes of announced files are posted: each once, and not for ever. Times are real. */
export interface Uploads {
  issue(file: string, length: number): string;
  take(key: string, bytes: Buffer): { readonly status: number; readonly text: string };
}

interface Issued {
  readonly file: string;
  readonly length: number;
  readonly at: number;
}

export function createUploads(workspace: Workspace, limits: Limits, realNow: () => number): Uploads {
  const issued = new Map<string, Issued>();
  return {
    issue(file, length) {
      const key = workspace.ids.hex(40);
      issued.set(key, { file, length, at: realNow() });
      return `${workspace.webUrl()}/upload/v1/${key}`;
    },
    take(key, bytes) {
      const upload = issued.get(key);
      if (!upload) return { status: 404, text: 'no such upload, or used already' };
      issued.delete(key);
      if (realNow() - upload.at > limits.uploadMs) return { status: 410, text: 'the upload has expired' };
      if (bytes.length !== upload.length) {
        return { status: 400, text: `${bytes.length} bytes came, ${upload.length} were announced` };
      }
      fillFile(workspace, upload.file, bytes);
      return { status: 200, text: `OK - ${bytes.length}` };
    },
  };
}
