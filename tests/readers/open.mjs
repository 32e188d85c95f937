// Opens books in reading systems in Chromium and does in them what a reader does:
// `node open.mjs < TASKS`, where TASKS is a list of {reader, book, references}; a reference is
// {file, id}. Prints, for each, {contents, landmarks, pages, notes, errors}. With {pictures} it
// takes pictures instead: {file, width, height, dark, out}.
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import puppeteer from 'puppeteer-core'

const here = path.dirname(fileURLToPath(import.meta.url))
const types = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript' }

const tasks = JSON.parse(fs.readFileSync(0, 'utf-8'))

// Modules are loaded over HTTP only; the server hears nobody but this machine.
const server = http.createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://x').pathname)
    const book = /^\/book(\d+)\.epub$/.exec(name)
    const file = book ? tasks[Number(book[1])].book : path.join(here, path.normalize(name))
    fs.readFile(file, (error, data) => {
        response.writeHead(error ? 404 : 200, {
            'Content-Type': types[path.extname(file)] ?? 'application/octet-stream',
        })
        response.end(data)
    })
})
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
const base = `http://127.0.0.1:${server.address().port}`

const browser = await puppeteer.launch({
    executablePath: process.env.PUPPETEER_EXECUTABLE_PATH,
    args: ['--no-sandbox', '--disable-setuid-sandbox'],
})

const run = async (task, index) => {
    const page = await browser.newPage()
    const errors = []
    page.on('pageerror', error => errors.push(String(error)))
    await page.setViewport({ width: task.width ?? 800, height: task.height ?? 1000 })
    if (task.dark) {
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }])
    }
    await page.goto(`${base}/${task.reader}.html`)
    await page.waitForFunction('window.openBook')
    if (task.out) {
        const show = (url, file, dark) => window.showBook(url, file, dark)
        await page.evaluate(show, `${base}/book${index}.epub`, task.file, task.dark ?? false)
        await new Promise(resolve => setTimeout(resolve, 1500))
        await page.screenshot({ path: task.out })
        await page.close()
        return { out: task.out }
    }
    const open = (url, references) => window.openBook(url, references)
    const found = await page.evaluate(open, `${base}/book${index}.epub`, task.references)
    await page.close()
    return { ...found, errors }
}

const found = []
for (const [index, task] of tasks.entries()) found.push(await run(task, index))
await browser.close()
server.close()
process.stdout.write(JSON.stringify(found))
