import { createServer as createHttp, type RequestListener } from 'node:http'
import { createServer as createTcp, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { askHttp } from '@engine/lives/http-probe'
import { askPort } from '@engine/lives/port-probe'
import { inWords } from '../../support/words'

const open: Server[] = []
const sockets = new Set<Socket>()
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  await Promise.all(open.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

async function listening(server: Server, host = '127.0.0.1', port = 0): Promise<number> {
  open.push(server)
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('it listens on no port')
  return address.port
}

const http = (answer: RequestListener, host?: string, port?: number): Promise<number> =>
  listening(createHttp(answer), host, port)
/** Speaks first, and whatever is asked. */
const saying = (speak: (socket: Socket) => void): Promise<number> => listening(createTcp(speak))

const NEVER = new AbortController().signal
const ask = (address: string, timeoutMs = 2_000, over = NEVER): ReturnType<typeof askHttp> =>
  askHttp(address, timeoutMs, over)

describe('an address of this machine', () => {
  it.each([200, 204, 299])('is a yes with status %i', async (status) => {
    const port = await http((_request, answer) => answer.writeHead(status).end())
    const address = `http://127.0.0.1:${port}/health`
    expect(await ask(address)).toEqual({
      yes: true,
      evidence: { code: 'address-answered', address, status },
      ports: [port],
    })
  })

  it.each([304, 401, 404, 500, 503])('is a no with status %i', async (status) => {
    const port = await http((_request, answer) => answer.writeHead(status).end())
    const address = `http://127.0.0.1:${port}/`
    expect(await ask(address)).toMatchObject({ yes: false, evidence: { code: 'address-answered', address, status } })
  })

  it.each([6_666, 5_061, 10_080])('is asked on port %i too, which a browser refuses', async (port) => {
    await http((_request, answer) => answer.end('ok'), '127.0.0.1', port)
    expect(await ask(`http://127.0.0.1:${port}/`)).toMatchObject({ yes: true })
  })

  it.each(['127.0.0.1', '::1'])('is found by localhost on %s', async (host) => {
    const port = await http((_request, answer) => answer.end('ok'), host)
    expect(await ask(`http://localhost:${port}/`)).toMatchObject({ yes: true, ports: [port] })
  })

  it('may be written as an IPv6 address, with a query and a fragment, and no secret of it is told', async () => {
    const asked: string[] = []
    const port = await http((request, answer) => {
      asked.push(request.url ?? '')
      answer.end()
    }, '::1')
    const answer = await ask(`http://[::1]:${port}/live?token=abc#part`)
    expect(asked).toEqual(['/live?token=abc'])
    expect(inWords(answer.evidence)).toBe(`http://[::1]:${port}/live answered with status 200.`)
  })

  it('is not read to its end: a body without an end is a yes at once', async () => {
    const port = await http((_request, answer) => {
      answer.writeHead(200)
      answer.on('error', () => undefined)
      const more = (): void => {
        if (!answer.destroyed) answer.write('x'.repeat(65_536), () => setImmediate(more))
      }
      more()
    })
    expect(await ask(`http://127.0.0.1:${port}/`)).toMatchObject({ yes: true })
  })
})

describe('a redirect', () => {
  it('is followed on this machine, whatever its port, and its end decides', async () => {
    const end = await http((_request, answer) => answer.writeHead(503).end())
    const port = await http(({ url }, answer) => {
      if (url === '/') answer.writeHead(302, { location: '/login' }).end()
      else if (url === '/login') answer.end('ok')
      else answer.writeHead(307, { location: `http://localhost:${end}/` }).end()
    })
    expect(await ask(`http://127.0.0.1:${port}/`)).toMatchObject({ yes: true, ports: [port, port] })
    expect(await ask(`http://127.0.0.1:${port}/away`)).toMatchObject({ yes: false, ports: [port, end] })
  })

  it.each(['https://login.example.com/start', '//192.0.2.7/'])(
    'to %s is an answer, and is not followed',
    async (location) => {
      const port = await http((_request, answer) => answer.writeHead(302, { location }).end())
      const answer = await ask(`http://127.0.0.1:${port}/`)
      expect(answer.yes).toBe(true)
      expect(inWords(answer.evidence)).toMatch(
        /status 302, which leads to (login\.example\.com|192\.0\.2\.7) and is not followed\.$/,
      )
    },
  )

  it('in a circle is a no', async () => {
    const port = await http((_request, answer) => answer.writeHead(301, { location: '/' }).end())
    const address = `http://127.0.0.1:${port}/`
    expect(await ask(address)).toMatchObject({
      yes: false,
      evidence: { code: 'address-redirects-on', address, most: 5 },
    })
  })

  it.each([undefined, 'file:///etc/passwd', 'http://[broken'])('to %s is a no', async (location) => {
    const port = await http((_request, answer) => {
      answer.writeHead(302, location === undefined ? {} : { location }).end()
    })
    expect(await ask(`http://127.0.0.1:${port}/`)).toMatchObject({ yes: false })
  })
})

describe('what is no answer', () => {
  it('nobody there', async () => {
    const port = await http(() => undefined)
    await new Promise((resolve) => open.pop()?.close(resolve))
    expect(inWords((await ask(`http://127.0.0.1:${port}/`)).evidence)).toMatch(/could not be reached\.$/)
  })

  it.each([
    ['another protocol', (socket: Socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'), /answered, but not in HTTP\.$/],
    [
      'headers without an end',
      (socket: Socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}`),
      /not in HTTP\.$/,
    ],
    ['a connection that is closed', (socket: Socket) => socket.end(), /closed the connection without an answer\.$/],
    [
      'a connection that is reset',
      (socket: Socket) => socket.resetAndDestroy(),
      /closed the connection without an answer\.$/,
    ],
    [
      'a change of protocol',
      (socket: Socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
      /answered with status 101\.$/,
    ],
  ])('%s', async (_what, speak, evidence) => {
    const port = await saying(speak)
    const answer = await ask(`http://127.0.0.1:${port}/`)
    expect(answer.yes).toBe(false)
    expect(inWords(answer.evidence)).toMatch(evidence)
  })

  it('silence, for as long as a look may take', async () => {
    const port = await saying(() => undefined)
    expect(inWords((await ask(`http://127.0.0.1:${port}/`, 60)).evidence)).toMatch(/did not answer within 60 ms\.$/)
  })

  it('redirects that each take a while: the limit holds for all of them', async () => {
    const port = await http((_request, answer) => {
      setTimeout(() => answer.writeHead(302, { location: '/' }).end(), 40)
    })
    expect(inWords((await ask(`http://127.0.0.1:${port}/`, 100)).evidence)).toMatch(/did not answer within 100 ms\.$/)
  })

  it('plain HTTP where TLS was asked', async () => {
    const port = await http((_request, answer) => answer.end())
    expect(inWords((await ask(`https://127.0.0.1:${port}/`)).evidence)).toMatch(
      /answered, but not in TLS\.$|closed the connection/,
    )
  })

  it('a run that is over is not waited for', async () => {
    const port = await saying(() => undefined)
    const over = new AbortController()
    const answer = ask(`http://127.0.0.1:${port}/`, 60_000, over.signal)
    over.abort()
    expect(await answer).toMatchObject({ yes: false })
  })
})

describe('a port', () => {
  it.each(['127.0.0.1', '::1'])('answers on %s', async (host) => {
    const port = await listening(createTcp(), host)
    expect(await askPort(port, 2_000, NEVER)).toEqual({
      yes: true,
      evidence: { code: 'port-accepted', port },
    })
  })

  it('on which nobody listens is a no', async () => {
    const port = await listening(createTcp())
    await new Promise((resolve) => open.pop()?.close(resolve))
    expect(await askPort(port, 2_000, NEVER)).toEqual({
      yes: false,
      evidence: { code: 'port-refused', port },
    })
  })
})
