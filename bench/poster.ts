import { Agent, request } from 'node:http';

export interface Post {
  readonly url: string;
  readonly token?: string;
  readonly body: object;
}

/** JSON over connections kept open, each with one request under way. Returns the seconds that it took. */
export async function postAll(posts: readonly Post[], connections: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const begun = performance.now();
  let next = 0;
  const work = async () => {
    for (let post = posts[next++]; post; post = posts[next++]) await send(agent, post);
  };
  await Promise.all(Array.from({ length: connections }, work));
  agent.destroy();
  return (performance.now() - begun) / 1000;
}

function send(agent: Agent, { url, token, body }: Post): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
    const asked = request(url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => (token && !text.startsWith('{"ok":true') ? reject(new Error(text)) : resolve()));
    });
    asked.on('error', reject);
    asked.end(JSON.stringify(body));
  });
}
