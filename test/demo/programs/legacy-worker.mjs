/** Ignores every polite signal. */
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => console.log(`${signal}? not now`))
console.log('started')
let jobs = 0
setInterval(() => console.log(`job ${++jobs} done`), 5000)
