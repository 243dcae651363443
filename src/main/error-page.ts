export const ERROR_PAGE_PATH = '/page-failed'

/** Shown when the page crashed again and again. Plain text and one link: nothing in it can fail the same way. */
export const ERROR_PAGE = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>Quiesce: the window failed</title></head>
  <body>
    <h1>The window failed several times in a row</h1>
    <p>Your runs are not affected: they belong to the main process and go on.</p>
    <p><a href="/">Load the window again</a></p>
  </body>
</html>
`
