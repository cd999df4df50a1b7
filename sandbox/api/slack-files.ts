import { isObject, type Problem } from '../block-kit/check.ts';
import { findFile, isPictureForApp } from '../workspace/files.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Every `slack_file` in blocks or a view that names no picture which the app may see. */
export function slackFileProblems(workspace: Workspace, value: unknown, at: string): Problem[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => slackFileProblems(workspace, each, `${at}/${index}`));
  if (!isObject(value)) return [];
  const { slack_file: named, ...rest } = value;
  const own = isObject(named) && value.type === 'image' ? problemsOf(workspace, named, `${at}/slack_file`) : [];
  return [...own, ...Object.entries(rest).flatMap(([key, each]) => slackFileProblems(workspace, each, `${at}/${key}`))];
}

function problemsOf(workspace: Workspace, named: Parameters<typeof findFile>[1], pointer: string): Problem[] {
  const file = findFile(workspace, named);
  return file && isPictureForApp(workspace, file) ? [] : [{ pointer, message: 'invalid slack file' }];
}
