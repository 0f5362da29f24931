"""How far people agree who tagged the same text. Pure arithmetic: exact fractions, floats only at the end.

``spans`` and ``comparing`` set two people's tags side by side, ``matching`` finds who meant the same;
``unitizing``, ``pooling`` and ``distances`` hold Krippendorff's coefficients for stretches of text,
``categories`` those for values, ``resampling`` the intervals; ``gamma`` and ``gamma_alignment`` Mathet's γ.
``docs/agreement.md`` explains them.
"""
