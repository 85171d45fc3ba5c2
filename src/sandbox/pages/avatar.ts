/** The user's avatar: an SVG drawn here, so that nothing has to be fetched from elsewhere. */
export const avatar = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="96" height="96" role="img" aria-label="张三">
<rect width="96" height="96" fill="#cfe0ff"/>
<circle cx="48" cy="102" r="36" fill="#1d5fd1"/>
<path d="M40 58h16v12a8 8 0 0 1-16 0z" fill="#e8b48c"/>
<circle cx="48" cy="42" r="20" fill="#f5c9a3"/>
<path d="M27 42c0-16 9-25 21-25s21 9 21 25c-4-3-6-8-7-13-8 4-20 4-28 0-1 5-3 10-7 13z" fill="#2a2f3a"/>
<circle cx="41" cy="43" r="2.2" fill="#2a2f3a"/><circle cx="55" cy="43" r="2.2" fill="#2a2f3a"/>
<path d="M42 51c3 4 9 4 12 0" fill="none" stroke="#2a2f3a" stroke-width="2" stroke-linecap="round"/>
</svg>
`
