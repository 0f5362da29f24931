/**
 * How names are written that are one word each, for `breaks.js`: data only. `lexicon.js` says what holds
 * for both.
 *
 * @module names
 */

/** Characters in which foreign names are written, in both scripts: they stay together around a middle dot. */
export const NAME_CHARACTERS =
  "阿埃艾爱安昂奥巴白拜班邦包保鲍贝本比彼毕边别宾波伯博布蔡策查茨达戴丹当道德登邓迪蒂丁东杜多顿厄恩尔法凡菲费芬冯弗夫福盖甘高戈哥格葛古顾瓜圭哈海汉豪赫黑亨胡华怀惠霍基吉季加贾简杰金京久卡凯坎康考柯科可克肯库夸拉莱赖兰郎朗劳勒雷黎里理利莉立连廉良列林琳留柳龙隆卢鲁路伦罗洛吕马玛迈麦曼芒毛梅门蒙孟米密敏明缪摩莫默姆木穆拿娜纳奈南内嫩尼年涅宁纽农努诺欧帕潘庞佩彭蓬皮平珀蒲普奇齐恰乔切钦琴丘琼热日荣茹儒瑞若萨塞赛桑瑟森沙莎山尚绍申圣施什史舒斯思松苏索所塔台泰坦汤唐陶特腾提图土托陀瓦万旺威韦维卫魏温文翁沃乌武西希锡喜夏显香肖谢辛欣休许雪雅亚扬杨耶叶伊依易因英尤于约泽扎詹章珍芝治朱兹祖佐丽娃廖娅妮莲姬芙薇蕾茜琪亞倫傑內凱勞喬圖奧婭寧庫懷東歐湯溫漢澤烏爾瑪畢盧約納維羅聖臺茲華萊蓋薩蘇蘭衛諾謝貝費賓賽達邁鄧韋頓馬馮魯鮑麗龍";

/** What may part the names of one person: 德米特里·佩斯科夫. */
export const MIDDLE_DOTS = "·•‧・";

/** A Latin name in brackets: （Vladimir Putin）. */
export const LATIN_NAME = "[（(][A-ZÀ-Þ][A-Za-zÀ-ɏ .’'-]*[）)]";
