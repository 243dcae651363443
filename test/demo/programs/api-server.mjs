import { createServer } from 'node:http'

/** Answers on a free port until SIGTERM; then it closes its connections and leaves with 0. */
const server = createServer((_request, response) => response.end('ok\n'))
server.listen(0, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${server.address().port}`))
let served = 0
setInterval(() => console.log(`\u001b[32mGET\u001b[0m /health \u001b[2m200 ${++served} ms\u001b[0m`), 4000)
process.on('SIGTERM', () => {
  console.log('closing connections')
  server.close(() => process.exit(0))
})
