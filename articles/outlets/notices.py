"""Lines that publishers print around their articles: appeals, notices, buttons, links to other pages."""

from articles.outlets.base import Pattern
from articles.text.blocks import Reason

# Each must match a whole paragraph.
NOTICES: tuple[tuple[Pattern, Reason], ...] = (
    (r"更多(?:报道|報導|内容|內容).{0,8}(?:详见|詳見|请见|請見)[：:].{0,80}", Reason.RELATED_LINKS),
    (r"推荐进入.{2,20}数据库.{0,80}", Reason.PROMOTION),
    (r".{0,12}(?:报料|爆料|新闻热线|新聞熱線)(?:电话|電話)?[：:]\s?[\d\s-]{6,20}", Reason.PROMOTION),
    (
        (
            r"[（(]?[^。]{0,20}未[经經](?:正式|书面|書面)?(?:授[权權]|[许許]可|允[许許]|同意)[，,]?(?:不得|严禁|嚴禁|禁止|[请請]勿)"
            r"[^。]{0,12}(?:[转轉][载載])[^。]{0,20}。?[)）]?"
        ),
        Reason.COPYRIGHT,
    ),
    (r"[（(]?尊重原[创創][，,].{0,40}[)）]?", Reason.COPYRIGHT),
    (r"(?:如需)?[转轉][载載][请請](?:注明|註明|来信|來信|联系|聯繫|保留).{0,50}", Reason.COPYRIGHT),
    (r"CC[ -]BY[\w .-]{0,20}(?:授[权權])?", Reason.COPYRIGHT),
    (
        r"[（(]?.{0,16}(?:[观觀][点點]|立[场場]).{0,12}不代表(?:本站|本[刊报報台臺]|本[网網]站?).{0,12}[)）]?",
        Reason.COPYRIGHT,
    ),
    (r"【[^】]{0,10}[征徵]稿】|.{0,40}[来來投]稿[请請](?:寄|[发發]送)至.{4,120}", Reason.PROMOTION),
    (r".{0,30}一起加入.{0,10}不漏接.{0,20}", Reason.PROMOTION),
    (r"【加入[^】]{2,20}[会會][员員]】.{0,200}", Reason.PROMOTION),
    (
        r".{0,60}(?:[点點]我|[点點]此|按此)下[载載]\s?(?:APP|App|[应應]用).{0,40}",
        Reason.PROMOTION,
    ),
    (
        r"如果[你您]喜[欢歡][这這本].{0,12}[，,].{0,20}(?:分享|支持|[赞贊]助|捐|[订訂][阅閱]).{0,60}",
        Reason.PROMOTION,
    ),
    (
        r".{0,40}需要[你您]的?支持.{0,20}(?:[会會][员員]|捐|[赞贊]助|[订訂][阅閱]).{0,40}",
        Reason.PROMOTION,
    ),
    (r"[你您]的(?:捐款|捐助|[赞贊]助).{0,8}(?:我[们們]|本站|本刊).{0,30}", Reason.PROMOTION),
    (r"#{2,6} .{0,10}\[[^\]]{1,200}\]\(https?://[^)]{4,300}\).{0,200}", Reason.PROMOTION),
    (r".{0,60}[请請](?:[发發]送|寄)[至到]\s?[\w.+-]+@[\w.-]+.{0,10}", Reason.PROMOTION),
    (r"Sign up (?:to|for) .{2,60}(?:email|newsletter|alerts?)\b.{0,80}", Reason.SUBSCRIPTION),
    (r"[订訂][阅閱](?:本刊|我[们們]|[电電]子[报報])|Subscribe(?: now| today)?", Reason.SUBSCRIPTION),
    (r"(?:LIKE|[点點按][赞讚]).{0,10}(?:[脸臉][书書]|Facebook|[专專][页頁]).{0,40}", Reason.SUBSCRIPTION),
    (r"[点點][击擊](?:上方|下方).{0,8}[蓝藍]字.{0,20}", Reason.SUBSCRIPTION),
    (r".{0,12}[点點][个個].{0,3}在看.{0,8}", Reason.SHARE),
    (r"(?:短|本文|文章)(?:[网網]址|[链鏈]接|[连連][结結])[：:]\s?https?://\S+", Reason.SHARE),
    (r"看完那?[这這]篇文章[觉覺]得", Reason.SHARE),
    (r"Related:\s?.{2,140}|(?:也读|也讀|另[请請]参?[阅閱]?[读讀]?)[：:]\s?.{2,80}", Reason.RELATED_LINKS),
    (
        r"(?:相[关關])(?:[报報][道導导]|新[闻聞]|[阅閱][读讀])[：:]\s?\n[^。！？]{2,300}",
        Reason.RELATED_LINKS,
    ),
    (r"\w{2,6}相[关關][阅閱][读讀]\s?[：:]?", Reason.RELATED_LINKS),
    (r"[（(].{0,6}[标標][题題][为為系].{0,12}(?:擬|拟|加)。?[)）]", Reason.PAGE_FURNITURE),
    (r"[（(]即[时時]新[闻聞][)）]|View (?:the )?full version", Reason.PAGE_FURNITURE),
    (r"#[^\s#。，]{1,30}(?:\s+#[^\s#。，]{1,30}){1,11}", Reason.PAGE_FURNITURE),
    (
        r"(?:.{2,12}\s·\s)?(?:[阅閱][读讀]|[浏瀏][览覽]|查看)(?:次[数數]|量)?\s?[：: ]\s?[\d.,]+[wW万萬]?",
        Reason.PAGE_FURNITURE,
    ),
    (r"\d{1,4}(?:\.\dK)? claps?|--", Reason.PAGE_FURNITURE),
    (r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}\s?·\s?)?\d{1,3} min read", Reason.TIME_LINE),
    (r"由\s\S{1,20}\s[于於]\s.{0,16}\d{4}.{4,16}\s(?:[发發]表|[发發]布|提交)", Reason.TIME_LINE),
    (r"(?:添加|新增)新?(?:[评評][论論]|回[应應])", Reason.COMMENTS),
)
