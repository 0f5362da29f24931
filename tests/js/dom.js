import { Window } from "happy-dom";

/**
 * A document for modules that need one; made anew for each test.
 *
 * @param {string} html
 */
export function page(html) {
  const window = new Window({ url: "https://xiwen.test/p/one/articles/1/" });
  window.document.body.innerHTML = html;
  for (const name of ["document", "Node", "NodeFilter", "Range", "HTMLElement", "Element", "CSS"]) {
    globalThis[name] = window[name];
  }
  globalThis.getSelection = () => window.getSelection();
  return window.document;
}

/** Two blocks with nested marks, an image that does not count, ruby and a line break. */
export const ROWS = `
<section class="chunk"><div class="row title" id="b0"><h1 class="blk" data-o="0" data-n="4">标题<mark data-a="1">😀</mark>𠮷</h1></div>
<div class="row paragraph" id="b1"><p class="blk" data-o="5" data-n="12">他<mark data-a="2">说<mark data-a="3">：好</mark>。</mark><span data-x>图片</span>第<br>二<ruby>行<rt data-x>háng</rt></ruby>e\u0301走。</p></div></section>`;
