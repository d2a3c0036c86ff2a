/** The shielded picture for a browser source. Shows nothing without a stream, never a frozen picture, and reconnects by itself. */

const quietMs = 3000;
const pauseMs = 1000;
const canvas = document.querySelector('canvas');
const pen = canvas.getContext('2d');

/** Reads the pictures of a multipart body, each preceded by its length. */
async function* pictures(body, heard) {
  const reader = body.getReader();
  let bytes = new Uint8Array(0);
  let wanted = -1;
  while (true) {
    const { value, done } = await reader.read();
    if (done) return;
    heard();
    const joined = new Uint8Array(bytes.length + value.length);
    joined.set(bytes);
    joined.set(value, bytes.length);
    bytes = joined;
    while (true) {
      if (wanted < 0) {
        const end = headEnd(bytes);
        if (end < 0) break;
        const length = /content-length:\s*(\d+)/i.exec(new TextDecoder().decode(bytes.subarray(0, end)));
        if (!length) throw new Error('no length');
        wanted = Number(length[1]);
        bytes = bytes.slice(end);
      }

      if (bytes.length < wanted) break;
      yield bytes.slice(0, wanted);
      bytes = bytes.slice(wanted);
      wanted = -1;
    }
  }
}

/** The offset after the empty line that ends a part's header, or -1. */
function headEnd(bytes) {
  for (let i = 0; i + 3 < bytes.length; i++) {
    if (bytes[i] === 13 && bytes[i + 1] === 10 && bytes[i + 2] === 13 && bytes[i + 3] === 10) return i + 4;
  }

  return -1;
}

async function show() {
  const quiet = new AbortController();
  let last = performance.now();
  const watch = setInterval(() => performance.now() - last > quietMs && quiet.abort(), 250);
  try {
    const response = await fetch(`out.mjpg${location.search}`, { signal: quiet.signal, cache: 'no-store' });
    if (!response.ok) return;
    for await (const jpeg of pictures(response.body, () => { last = performance.now(); })) {
      const picture = await createImageBitmap(new Blob([jpeg], { type: 'image/jpeg' }));
      if (canvas.width !== picture.width || canvas.height !== picture.height) [canvas.width, canvas.height] = [picture.width, picture.height];
      pen.drawImage(picture, 0, 0);
      picture.close();
    }
  } finally {
    clearInterval(watch);
    pen.clearRect(0, 0, canvas.width, canvas.height);
  }
}

while (true) {
  try {
    await show();
  } catch {
    // The stream has ended: reconnect.
  }

  await new Promise((resolve) => setTimeout(resolve, pauseMs));
}
