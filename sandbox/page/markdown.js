/** A markdown block as mrkdwn: headings, bold, links, lists, and what the two have in common. */
export function mrkdwnFrom(/** @type {string} */ markdown) {
  return markdown.split('\n').map(line).join('\n');
}

function line(/** @type {string} */ source) {
  const escaped = source
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/(?<!^)>/g, '&gt;');
  const heading = /^#{1,6} (.*)$/.exec(escaped);
  if (heading) return `*${heading[1]}*`;
  return escaped
    .replace(/^(\s*)[-*+] /, '$1• ')
    .replace(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g, '<$2|$1>')
    .replace(/(?<![*\w])\*(?![*\s])([^*]+)\*(?![*\w])/g, '_$1_')
    .replace(/\*\*(.+?)\*\*/g, '*$1*')
    .replace(/~~(.+?)~~/g, '~$1~');
}
